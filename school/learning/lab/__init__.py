"""The campaign laboratory: a plan composed freely, what it brings, scenarios kept and compared."""
