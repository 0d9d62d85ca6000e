"""Where the model's figures and rules come from, by the ids its parameters cite."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A page that was read: its title, its address as found and its date ("" if undated).

    An ellipsis in the address stands for a part that was not kept.
    """

    title: str
    address: str
    date: str

    @property
    def url(self) -> str | None:
        """The address as a link, or None when part of it was not kept."""
        whole = "…" not in self.address and " " not in self.address
        return f"https://{self.address}" if whole else None


SOURCES: Mapping[str, Source] = {
    "S01": Source(
        'Digitiz, "Prix partenariat influenceur" quoting a Kolsquare study',
        "digitiz.fr/blog/prix-partenariat-influenceur/",
        "28 Jun 2022",
    ),
    "S03": Source(
        "RTBF, HypeAuditor France study (Aug 2022)", "rtbf.be/article/…-11083797", "Oct 2022"
    ),
    "S07": Source(
        "Influencer Radar, CPM benchmarks",
        "influencerradar.com/blog-post.php?slug=benchmarking-influencer-cpm-industry-standards",
        "n.d. (cites 2024)",
    ),
    "S08": Source(
        "Heepsy, fake followers by tier",
        "blog.heepsy.com/posts/nano-and-micro-influencers-have-fewest-fake-followers",
        "",
    ),
    "S13": Source(
        "MediaPost on NoxInfluencer", "mediapost.com/publications/article/359732", "2021"
    ),
    "S17": Source(
        "The Digital Dept (quotes Statista)", "thedigitaldept.com/does-following-size-matter/", ""
    ),
    "S19": Source(
        "Organic Media Buying, tier comparison",
        "organicmediabuying.com/blog/micro-vs-nano-vs-macro-influencers.html",
        "2025/26",
    ),
    "S20": Source(
        "Untapper, benchmarks 2026", "untapper.com/influencer-marketing-benchmarks", "2026"
    ),
    "S21": Source(
        "Start Motion Media, Instagram benchmarks",
        "startmotionmedia.com/instagrambenchmarks-keyinsights",
        "mid-2024",
    ),
    "S22": Source("Marketing Dive on Markerly", "marketingdive.com/news/…/418109/", "2016"),
    "S23": Source(
        "Omnes on CreatorIQ/Tribe Dynamics",
        "omnesinfluencers.com/news/size-does-matter-…",
        "9 Sep 2023",
    ),
    "S24": Source(
        "Deneko blog, Baromètre CPA-UMICC (two posts)",
        "blogmarketingdigital.agencedeneko.com/index.php/2025/11/04/…",
        "4 Nov 2025",
    ),
    "S30": Source(
        "Minter.io, reach medians",
        "minter.io/blog/how-much-reach-should-my-brand-be-getting-on-instagram/",
        "25 Feb 2019",
    ),
    "S32": Source(
        'PetaPixel; AlternativeTo; SwipeInsight on Instagram "views"',
        "petapixel.com/2024/08/08/…",
        "8 Aug 2024",
    ),
    "S34": Source(
        "Tian, Dew, Iyengar, JMR 61(3), doi 10.1177/00222437231210267 (abstract pages)",
        "sage.cnpereading.com/doi/10.1177/00222437231210267",
        "2024",
    ),
    "S41": Source(
        "Inzpire.me knowledge base, CPM benchmarks",
        "knowledge.inzpire.me/en/articles/9826839",
        "n.d. (2024+)",
    ),
    "S47": Source(
        'Swaylytics, "Death to the swipe-up promo"',
        "swaylytics.com/death-to-the-swipe-up-promo/",
        "c. Jul 2021",
    ),
    "S49": Source("Calkulon, story CTR", "calkulon.com/…/instagram-story-ctr-calc", ""),
    "S50": Source("Vyntree glossary, conversion rate", "vyntr.ee/glossary/conversion-rate", ""),
    "S51": Source("INfluencia, Baromètre", "influencia.net/?p=163330", "Nov 2025"),
    "S53": Source(
        "Campaign Asia on HypeAuditor 2021", "campaignasia.com/article/…/468989", "15 Apr 2021"
    ),
    "S63": Source(
        "Metrickit, break-even ROAS", "metrickittools.com/guides/break-even-roas-guide", ""
    ),
    "S64": Source(
        "CalculatorMatters, break-even ROAS (worked example)",
        "calculatormatters.pages.dev/business/break-even-roas-calculator/",
        "",
    ),
    "S65": Source(
        "Blitz Growth, LTV/CAC", "blitz-growth.com/blog/how-to-set-the-right-growth-targets-…", ""
    ),
    "S66": Source(
        "Metricuno, 3:1 on contribution margin",
        "metricuno.com/ltv-cac-3-to-1-target-contribution-margin",
        "",
    ),
    "S67": Source("Bohemia Group, saturation rate", "bohemiagroup.com.au/elly-scales/", "c. 2019"),
    "S68": Source(
        'S. Waddington, "AVE mutates into EMV"',
        "wadds.co.uk/blog/2017/06/28/ave-mutates-emv",
        "28 Jun 2017",
    ),
    "S69": Source(
        "Glean.info on EMV", "glean.info/measurement-experts-criticize-earned-media-value-…", ""
    ),
    "S74": Source(
        "Latin Business Today, media strategy (Sainsbury)",
        "latinbusinesstoday.com/engage-customers-aligned-media-strategy/4",
        "",
    ),
    "S75": Source("BunkerDB help, Sainsbury", "help.bunkerdb.com/en/articles/9534739", ""),
    "S76": Source(
        "Mediatool help, aggregated reach", "intercom.help/mediatool/en/articles/9940020", ""
    ),
    "S81": Source(
        "Google Ads API, AttributionModel enum",
        "developers.google.cn/google-ads/api/reference/rpc/v18/AttributionModelEnum…",
        "",
    ),
    "S82": Source(
        "WebmasterID, coupon code attribution",
        "webmasterid.com/attribution-models/coupon-code-attribution",
        "",
    ),
    "S83": Source(
        "Marcode, leaked discount codes",
        "marcode.ai/affiliate-hijacking/leaked-discountc-codes",
        "11 Aug 2025",
    ),
    "S87": Source(
        "Girard Media, incrementality (20–60 %)",
        "girardmedia.com/blog/incrementality-testing-marketing-measurement",
        "",
    ),
    "S88": Source(
        "Girard Media, causal (25–50 %)",
        "girardmedia.com/blog/incrementality-testing-causal-measurement",
        "",
    ),
    "S90": Source(
        "Google Meridian docs, saturation and lagging",
        "developers.google.com/meridian/docs/basics/media-saturation-lagging",
        "",
    ),
    "S91": Source(
        "Robyn (Meta) reference manual",
        "search.r-project.org/CRAN/packages/Robyn/Robyn.pdf",
        "17 May 2023",
    ),
    "S92": Source(
        "Favikon, spotting fake influencers",
        "favikon.com/blog/how-to-spot-fake-influencers",
        "26 Aug 2024",
    ),
    "S94": Source(
        "HypeAuditor help, AQS",
        "help.hypeauditor.com/en/articles/2221731",
        "",
    ),
    "S96": Source(
        "Golbeck, PLoS ONE 10(8) e0135169",
        "journals.plos.org/plosone/article?id=10.1371/journal.pone.0135169",
        "26 Aug 2015",
    ),
    "S98": Source(
        "HypeAuditor, UK/US fake followers",
        "hypeauditor.com/blog/analysing-uk-and-us-influencers-…",
        "",
    ),
    "S104": Source(
        "Union des marques, changes by ordonnance",
        "uniondesmarques.fr/…/2025/01/13/loi-influence-commerciale-…",
        "13 Jan 2025",
    ),
    "S107": Source("Lettre des réseaux", "lettredesreseaux.com/?p=23832", "Nov–Dec 2024"),
    "S109": Source("Sénat, texte adopté n° 123", "senat.fr/leg/tas22-123.html", "2023"),
    "S110": Source(
        "Livv.eu (art. 4 changes)",
        "livv.eu/articles/adoption-ordonnance-6-novembre-2024-…",
        "2 Dec 2024",
    ),
    "S115": Source(
        "Sandowski avocat", "sandowski-avocat.com/decret-contrats-influenceurs-2026", "Dec 2025"
    ),
    "S116": Source(
        "DDG avocats, threshold decree",
        "ddg.fr/actualite/influence-commerciale-le-seuil-de-contractualisation-enfin-fixe",
        "Nov–Dec 2025",
    ),
    "S117": Source(
        "Union des marques, operational impact",
        "uniondesmarques.fr/ressources/décret-seuil-contractuel-…",
        "29 Jan 2026",
    ),
    "S138": Source(
        "Nomos, loi 2020-1266", "nomosparis.com/enfants-influenceurs-et-youtubeurs-…", "2020-21"
    ),
    "S139": Source(
        "Village de la justice",
        "village-justice.com/articles/enfants-influenceurs-que-prevoit-loi-octobre-2020,37502.html",
        "17 Dec 2020",
    ),
    "S170": Source(
        "R. Singh, summary of Beichert (0.265/0.049)",
        "ravisingh.com/blog-posts/revenue-generation-through-influencer-marketing",
        "5 Sep 2025",
    ),
    "S176": Source(
        "Brainscape flash cards of the HBR article by Leung et al.",
        "brainscape.com/flashcards/leung-et-al-2022a-…",
        "",
    ),
}
