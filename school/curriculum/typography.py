"""French typography: what an author types plainly and a reader expects set properly."""

from __future__ import annotations

import re

THIN = "\u202f"
"""The narrow no-break space of French punctuation, figures and units."""

_SPACES = "[ \u00a0\u202f]"
_UNITS = (
    "%|‰|€|k€|M€|Md€|\\$|£|°C|h|min|s|ms|px|[KMG]o|[kKM]|km|m|cm|mm|kg|g|pts?|millions?|milliards?"
)
_URL = re.compile(r"((?:https?://|www\.)\S+)")
_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<=\w)'(?=[\w\"«\ue001-\uf8ff])", "’"),
        (r"(?i)(?<!')\b([cdjlmnst]|(?:jus|lors|puis|quel|quoi)?qu)'$", r"\1’"),
        (r"(?<![\w)\]»…%.,;:!?’])\"(?=\S|$)", "«"),
        (r'"', "»"),
        (f"«{_SPACES}*", f"«{THIN}"),
        (f"{_SPACES}*»", f"{THIN}»"),
        (f"{_SPACES}+(?=[;:!?])", THIN),
        (r"(?<=[\w)\]»%€\ue001-\uf8ff])(?=[;:!?]+(?:\s|$))", THIN),
        (f"(?<![\\d.,])(\\d{{1,3}}){_SPACES}(?=\\d{{3}}(?!\\d))", f"\\1{THIN}"),
        (f"(?<={THIN}\\d\\d\\d){_SPACES}(?=\\d\\d\\d(?!\\d))", THIN),
        (f"(?<=[\\d\ue001-\uf8ff]){_SPACES}(?=(?:{_UNITS})(?!\\w))", THIN),
    )
)


def french(text: str, before: str = "") -> str:
    """Set a plain text in French typography, addresses apart.

    Thin no-break spaces before `; : ! ? »`, after `«`, inside figures and before units;
    curved apostrophes; straight double quotes become guillemets. `before` is the character that
    precedes the text in its paragraph when the text is only a stretch of it.
    """
    # A letter stands for whatever closed the previous stretch, so that no rule changes it.
    lead = "x" if before and not before.isspace() and before not in "(«[—–" else ""
    stretches = _URL.split(lead + text)
    for index in range(0, len(stretches), 2):
        for pattern, replacement in _RULES:
            stretches[index] = pattern.sub(replacement, stretches[index])
    return "".join(stretches)[len(lead) :]
