"""Seeing the pages of a student as they do: for those who answer for them, who write nothing."""
