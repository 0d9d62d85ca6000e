"""Markdown to lessons: reading, checking and rendering. Knows no Flask, no database."""
