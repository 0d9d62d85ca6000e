"""Dossiers of invented creators: what an observer sees of an audience, and the truth behind it."""

from school.campaign.dossiers.case import Anomaly, Case, Clue, LookAlike
from school.campaign.dossiers.dossier import Comment, Dossier, Note, Post
from school.campaign.dossiers.drawing import draw

__all__ = ["Anomaly", "Case", "Clue", "Comment", "Dossier", "LookAlike", "Note", "Post", "draw"]
