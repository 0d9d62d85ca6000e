"""Why the school keeps what it keeps, in words for everybody.

`%(years)d` is `retention.PROOF_YEARS`.
"""

from __future__ import annotations

from school.campaign.messages import N_
from school.privacy.contract import Purpose

_PROOF = N_(
    "The Labour Code asks the school to prove that the training took place (articles R6313-3 and "
    "L6362-6): %(years)d years after your training ends, then deleted."
)
_AT_ONCE = N_("Deleted at once.")

ACCOUNT = Purpose(
    N_("Your account"),
    N_("First and last name, e-mail address, role, language, a digest of your password."),
    N_("To let you in, and nobody else in your place."),
    N_("While you are at the school; at the latest, %(years)d years after your training ends."),
    N_("Your name and address are replaced by a number, and nobody can sign in."),
)
SIGN_INS = Purpose(
    N_("Your sign-ins"),
    N_("When you sign in and were last seen, the name of the device."),
    N_("To show you where you are signed in, and to prove your presence in distance learning."),
    N_("The name of a device: one year after its sign-in ended. The dates: as your work."),
    _PROOF,
)
SECURITY = Purpose(
    N_("What guards your account"),
    N_(
        "Digests of links sent by mail and of addresses from which wrong passwords come; for "
        "staff, what their second factor is made from."
    ),
    N_("So that links are used once, and that nobody else gets in."),
    N_("Wrong passwords: fifteen minutes. Links: thirty days after they end."),
    _AT_ONCE,
)
MAIL = Purpose(
    N_("Mails sent to you"),
    N_("Your address, the kind of mail, when it left. Not its text."),
    N_("So that a mail leaves once, and that one that failed is seen."),
    N_("Thirty days after it was sent."),
    _AT_ONCE,
)
STUDIES = Purpose(
    N_("Your place in a cohort"),
    N_("The cohorts that you study in or teach, since when and until when."),
    N_("To open the programme to you by its calendar, and to tell who teaches whom."),
    N_("%(years)d years after your training ends."),
    _PROOF,
)
EXTRA_TIME = Purpose(
    N_("Your extra time"),
    N_("How much more time you are given, in per cent. Not why."),
    N_("So that your dates leave you the time that you are entitled to (article D613-26)."),
    N_("While you are at the school; at the latest, %(years)d years after your training ends."),
    _AT_ONCE,
)
WORK = Purpose(
    N_("Your work"),
    N_("Lessons read, answers and their marks, files handed in, progress, what comes back."),
    N_("To mark you, to show you where you stand, and to prove what you did."),
    N_("%(years)d years after your training ends."),
    _PROOF,
)
DRAFTS = Purpose(
    N_("Your drafts"),
    N_("What you are typing and have not sent."),
    N_("So that nothing that you typed is lost."),
    N_("Until it is sent."),
    _AT_ONCE,
)
LAB = Purpose(
    N_("Your scenarios"),
    N_("The campaigns that you save in the laboratory."),
    N_("So that you find them again."),
    N_("Until you delete them; at the latest, with your account."),
    _AT_ONCE,
)
LOG = Purpose(
    N_("The log of what was done"),
    N_("What was done to accounts, cohorts and content: when, and by whom."),
    N_("To answer for what was done, and to see that nobody altered it."),
    N_("As long as the school: each line proves the next."),
    N_("The lines stay without their details; they name you by a number that nothing explains."),
)
REQUESTS = Purpose(
    N_("Your requests for erasure"),
    N_("When you asked, withdrew, and when it was done."),
    N_("To carry it out, and to prove that it was."),
    N_("As long as the school, so that what is restored from a back-up is erased again."),
    N_("The dates stay, under a number that nothing explains."),
)

PURPOSES = (
    ACCOUNT,
    SIGN_INS,
    SECURITY,
    MAIL,
    STUDIES,
    EXTRA_TIME,
    WORK,
    DRAFTS,
    LAB,
    LOG,
    REQUESTS,
)
"""In the order of the pages."""
