"""Tests of seeing a student's pages as they do."""
