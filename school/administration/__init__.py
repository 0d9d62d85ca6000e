"""The administrator's pages: cohorts, people, the audit log and proofs."""
