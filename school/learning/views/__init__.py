"""The student's pages: the year, a module, a lesson, and its exercises."""

from school.learning.views import exercise, lesson, year
from school.learning.views.blueprint import bp

__all__ = ["bp", "exercise", "lesson", "year"]
