"""Tests of back-ups."""
