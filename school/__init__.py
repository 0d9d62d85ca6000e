"""The learning platform of ffollozz, the French school of influence marketing."""
