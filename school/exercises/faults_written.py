"""The faults that stand in the words of a document (facts A3)."""

from __future__ import annotations

from school.campaign.messages import N_
from school.exercises.faults import EVERY, LAW, SIGNED, LegalFault, by_id

WRITTEN = by_id(
    (
        LegalFault(
            "hidden-intent",
            EVERY,
            N_("Commercial intention hidden"),
            f"{LAW}1 et 5-2",
            N_(
                "The commercial intention is said, by “Publicité”, “Collaboration commerciale” or "
                "equivalent words, unless the context already shows it. "
                "A benefit in kind is a payment too."
            ),
        ),
        LegalFault(
            "image",
            EVERY,
            N_("Retouched or artificial image not announced"),
            f"{LAW}5",
            N_(
                "A silhouette made slimmer or thicker, or an altered face, bears “Images "
                "retouchées”; a face or a silhouette made by artificial intelligence, “Images "
                "virtuelles”. Leaving it out is punished by one year in prison and €4,500."
            ),
        ),
        LegalFault(
            "aesthetic",
            EVERY,
            N_("Aesthetic surgery or medicine promoted"),
            f"{LAW}4",
            N_(
                "Promoting aesthetic surgery, or aesthetic acts that present risks for health, is "
                "prohibited."
            ),
        ),
        LegalFault(
            "therapeutic",
            EVERY,
            N_("Product presented as a treatment"),
            f"{LAW}4",
            N_(
                "No product or method may be presented as comparable, preferable or substitutable "
                "to therapeutic acts."
            ),
        ),
        LegalFault(
            "nicotine",
            EVERY,
            N_("Nicotine product promoted"),
            f"{LAW}4",
            N_("Promoting nicotine products is prohibited."),
        ),
        LegalFault(
            "animal",
            EVERY,
            N_("Animal that may not be kept"),
            f"{LAW}4",
            N_("Staging animals that are not lawfully kept is prohibited, except for zoos."),
        ),
        LegalFault(
            "finance",
            EVERY,
            N_("Risky financial product or digital asset"),
            f"{LAW}4",
            N_(
                "Risky financial contracts and services on digital assets may not be promoted, "
                "unless the advertiser is registered or licensed."
            ),
        ),
        LegalFault(
            "sports-tips",
            EVERY,
            N_("Subscription to sports tips"),
            f"{LAW}4",
            N_("Promoting subscriptions to sports tips is prohibited."),
        ),
        LegalFault(
            "gambling",
            EVERY,
            N_("Gambling open to minors"),
            f"{LAW}4",
            N_(
                "Gambling may be promoted only where the platform can exclude minors, with a "
                "notice that it is prohibited under 18."
            ),
        ),
        LegalFault(
            "health-claim",
            EVERY,
            N_("Nutrition or health claim without basis"),
            f"{LAW}3 ; règlement (CE) n° 1924/2006",
            N_(
                "The rest of the law of advertising applies to creators: nutrition and health "
                "claims come under regulation 1924/2006."
            ),
        ),
        LegalFault(
            "alcohol",
            EVERY,
            N_("Alcohol beyond objective information"),
            f"{LAW}3 ; Code de la santé publique, art. L.3323-2 et suivants",
            N_(
                "Advertising alcohol is limited to objective information, with the health message "
                "and without any festive association."
            ),
        ),
        LegalFault(
            "minor",
            EVERY,
            N_("Child under 16 without authorisation"),
            "loi n° 2020-1266 ; Code du travail, art. L.7124-1 et suivants",
            N_(
                "A child under 16 who is the main subject needs an individual authorisation, or a "
                "declaration above thresholds."
            ),
        ),
        LegalFault(
            "unwritten",
            SIGNED,
            N_("Contract left unwritten"),
            f"{LAW}8 II ; décret n° 2025-1137",
            N_(
                "Writing is compulsory from €1,000 excluding VAT, money and benefits in kind "
                "together, from one advertiser to one creator, in the same year, for services "
                "pursuing the same promotional objective."
            ),
        ),
        LegalFault(
            "liability",
            SIGNED,
            N_("Liability put on one party alone"),
            f"{LAW}8 III",
            N_(
                "The advertiser, its mandatary, the creator and the agent are jointly liable for "
                "damage to third parties in the performance of the contract; how far is debated."
            ),
        ),
        LegalFault(
            "agent",
            SIGNED,
            N_("Agent in a conflict of interest"),
            f"{LAW}7",
            N_(
                "The agent defends the interests of the creators represented, avoids conflicts of "
                "interest and ensures compliance."
            ),
        ),
        LegalFault(
            "representative",
            SIGNED,
            N_("Creator outside Europe without representative or insurance"),
            f"{LAW}9",
            N_(
                "A creator established outside the EEA and Switzerland who targets France has a "
                "legal representative in the Union and a professional liability insurance with an "
                "insurer of the Union."
            ),
        ),
        LegalFault(
            "foreign-law",
            ("contract",),
            N_("Foreign law for a French public"),
            f"{LAW}8 I",
            N_("When the French public is targeted, the contract submits to French law."),
        ),
    )
)
"""Faults that stand in the words of a document, by id."""
