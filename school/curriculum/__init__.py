"""Markdown to lessons: reading, checking and rendering the curriculum. Knows no Flask, no database."""
