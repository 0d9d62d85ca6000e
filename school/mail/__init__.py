"""Letters to people: posted with what they tell, sent afterwards, each at most once."""
