"""What every page shares: access, the transaction, language, errors, formats, static files."""
