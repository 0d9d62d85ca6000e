"""The economics of an influence campaign, without web or database.

A `Plan` (brief and creators) becomes an `Outcome` (reach, sales, cost, ROI),
its ranges (`uncertainty`) and its distance to the best plan (`frontier`).
"""
