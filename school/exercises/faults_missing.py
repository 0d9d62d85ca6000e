"""What a document may lack (facts A3)."""

from __future__ import annotations

from school.campaign.messages import N_
from school.exercises.faults import LAW, PUBLISHED, LegalFault, by_id

MISSING = by_id(
    (
        LegalFault(
            "mention",
            PUBLISHED,
            N_("“Publicité” or “Collaboration commerciale”"),
            f"{LAW}5-2",
            N_(
                "The commercial intention is said, by these words or equivalent ones, unless the "
                "context already shows it; regulators advise always saying it."
            ),
        ),
        LegalFault(
            "retouched",
            PUBLISHED,
            N_("“Images retouchées”"),
            f"{LAW}5",
            N_(
                "A silhouette made slimmer or thicker, or an altered face, bears these words or "
                "equivalent ones, clear and legible on any medium."
            ),
        ),
        LegalFault(
            "virtual",
            PUBLISHED,
            N_("“Images virtuelles”"),
            f"{LAW}5",
            N_(
                "A face or a silhouette made by artificial intelligence bears these words or "
                "equivalent ones, clear and legible on any medium."
            ),
        ),
        LegalFault(
            "health-message",
            PUBLISHED,
            N_("Health message"),
            f"{LAW}3 ; Code de la santé publique, art. L.2133-1 et L.3323-2 et suivants",
            N_("The health messages that the law asks of advertising are asked of creators too."),
        ),
        LegalFault(
            "under-18",
            PUBLISHED,
            N_("Notice that gambling is prohibited under 18"),
            f"{LAW}4",
            N_("A promotion of gambling bears this notice, where minors can be excluded."),
        ),
        LegalFault(
            "training",
            PUBLISHED,
            N_("Funding, commitments and provider of a training paid by the CPF"),
            f"{LAW}5 II",
            N_("Promoting a training paid by the CPF takes this extra information."),
        ),
        LegalFault(
            "parties",
            ("contract",),
            N_("Identities, contacts and countries of tax residence"),
            f"{LAW}8 I",
            N_(
                "On pain of nullity, the written contract states the identities, the postal and "
                "electronic contacts and the country of tax residence."
            ),
        ),
        LegalFault(
            "tasks",
            ("contract",),
            N_("Nature of the tasks"),
            f"{LAW}8 I",
            N_("On pain of nullity, the written contract states the nature of the tasks."),
        ),
        LegalFault(
            "payment",
            ("contract",),
            N_("Payment, or value of the benefit in kind"),
            f"{LAW}8 I",
            N_(
                "On pain of nullity, the written contract states the money, the value of the "
                "benefit in kind, and how it is granted."
            ),
        ),
        LegalFault(
            "rights",
            ("contract",),
            N_("Rights and duties, intellectual property included"),
            f"{LAW}8 I",
            N_(
                "On pain of nullity, the written contract states the rights and duties of each "
                "party, intellectual property included."
            ),
        ),
        LegalFault(
            "french-law",
            ("contract",),
            N_("Submission to French law"),
            f"{LAW}8 I",
            N_(
                "On pain of nullity, the written contract submits to French law when the French "
                "public is targeted."
            ),
        ),
    )
)
"""What a document may lack, by id."""
