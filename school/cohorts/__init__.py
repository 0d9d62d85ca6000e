"""Cohorts of students and their enrolments."""
