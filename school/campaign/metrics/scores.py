"""The school's own scores of a creator, their weights in the open (facts B5, B2.6)."""

AUTHENTICITY_EFFECT = 1.155  # per standard deviation of originality (Leung 2022, S176)
NEUTRAL_SCORE = 60.0
SCORE_DEVIATION = 20.0  # points taken as one standard deviation [assumption]
HIGHEST_GRADE = 5.0

FIT, CONSISTENCY, TRANSPARENCY, SATURATION, CONVERSATION = 25, 20, 15, 20, 20
REAL_FOLLOWERS, ENGAGEMENT, GROWTH, COMMENTS, TARGET = 30, 25, 20, 15, 10


def authenticity_multiplier(score: float) -> float:
    """Factor on engagement and clicks for a score of 0 to 100; 1 at 60 (facts B2.6)."""
    return float(AUTHENTICITY_EFFECT ** ((score - NEUTRAL_SCORE) / SCORE_DEVIATION))


def authenticity_score(
    fit: float,
    consistency: float,
    transparency: float,
    saturation: float,
    conversation: float,
) -> float:
    """Score of 0 to 100 from five grades of 0 to 5 (5 is best; ValueError outside).

    Fit follows an inverted U: too generic and too redundant both lose (Leung 2022).
    A high grade of saturation means few sponsored posts.
    """
    grades = (fit, consistency, transparency, saturation, conversation)
    if not all(0 <= grade <= HIGHEST_GRADE for grade in grades):
        raise ValueError("each grade must lie between 0 and 5")
    weights = (FIT, CONSISTENCY, TRANSPARENCY, SATURATION, CONVERSATION)
    points = sum(weight * grade for weight, grade in zip(weights, grades, strict=True))
    return points / HIGHEST_GRADE


def audience_score(
    real_share: float,
    engagement_percentile: float,
    growth_regularity: float,
    comment_authenticity: float,
    target_share: float,
) -> float:
    """Score of 0 to 100 of an audience from five shares of 0 to 1 (ValueError outside).

    The weights are the school's; vendors keep theirs secret (S94).
    """
    shares = (
        real_share,
        engagement_percentile,
        growth_regularity,
        comment_authenticity,
        target_share,
    )
    if not all(0 <= share <= 1 for share in shares):
        raise ValueError("each share must lie between 0 and 1")
    weights = (REAL_FOLLOWERS, ENGAGEMENT, GROWTH, COMMENTS, TARGET)
    return float(sum(weight * share for weight, share in zip(weights, shares, strict=True)))
