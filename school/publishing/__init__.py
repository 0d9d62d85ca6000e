"""Revisions of the curriculum, their import and export, and the catalogue in memory."""
