"""The student's pages: the year, its campaign file, a module, a lesson, its exercises, reviews."""

from school.learning.views import campaign_file, draft, exercise, files, lesson, review, year
from school.learning.views.blueprint import bp

__all__ = ["bp", "campaign_file", "draft", "exercise", "files", "lesson", "review", "year"]
