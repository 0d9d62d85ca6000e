"""Authenticity scores."""

AUTHENTICITY_EFFECT = 1.155  # per standard deviation of originality (Leung 2022, S176)
NEUTRAL_SCORE = 60.0
SCORE_DEVIATION = 20.0  # points taken as one standard deviation [assumption]


def authenticity_multiplier(score: float) -> float:
    """Factor on engagement and clicks for a score of 0 to 100; 1 at 60 (facts B2.6)."""
    return float(AUTHENTICITY_EFFECT ** ((score - NEUTRAL_SCORE) / SCORE_DEVIATION))
