"""Features of the base map, with their names in English and Arabic and their ranks.

Rank 0 shows first, rank 3 last. Stations are (lon, lat) that a river passes from source to mouth.
"""

from typing import Final

WEST, SOUTH, EAST, NORTH = CLIP = (29.0, 29.5, 49.0, 40.0)

Name = tuple[str, str]
Stations = tuple[tuple[float, float], ...]

# Natural Earth's codes, name, rank, where the name is written (kept near Syria).
COUNTRIES: Final[dict[str, tuple[tuple[str, ...], Name, int, tuple[float, float]]]] = {
    "SYR": (("SYR",), ("Syria", "سوريا"), 0, (38.6, 34.75)),
    "TUR": (("TUR",), ("Türkiye", "تركيا"), 0, (38.9, 37.15)),
    "IRQ": (("IRQ",), ("Iraq", "العراق"), 0, (42.6, 34.95)),
    "JOR": (("JOR",), ("Jordan", "الأردن"), 0, (37.9, 32.4)),
    "LBN": (("LBN",), ("Lebanon", "لبنان"), 0, (35.85, 33.95)),
    "ISR": (("ISR",), ("Israel", "إسرائيل"), 1, (35.25, 32.75)),
    "PSX": (("PSX",), ("Palestine", "فلسطين"), 1, (35.25, 32.2)),
    # The island is one area here; docs/borders.md says why.
    "CYP": (("CYP", "CYN", "CNM", "ESB", "WSB"), ("Cyprus", "قبرص"), 1, (33.2, 35.0)),
    "SAU": (("SAU",), ("Saudi Arabia", "السعودية"), 1, (41.0, 30.6)),
    "IRN": (("IRN",), ("Iran", "إيران"), 1, (46.9, 35.2)),
    "EGY": (("EGY",), ("Egypt", "مصر"), 2, (33.7, 30.2)),
    "KWT": (("KWT",), ("Kuwait", "الكويت"), 2, (47.6, 29.6)),
    "ARM": (("ARM",), ("Armenia", "أرمينيا"), 2, (45.3, 39.8)),
    "AZE": (("AZE",), ("Azerbaijan", "أذربيجان"), 2, (47.8, 39.7)),
}
NOT_AGREED: Final = (frozenset({"ISR", "PSX"}), frozenset({"ISR", "LBN"}))

GOVERNORATES: Final[dict[str, Name]] = {
    "SY-HL": ("Aleppo", "حلب"),
    "SY-ID": ("Idlib", "إدلب"),
    "SY-LA": ("Latakia", "اللاذقية"),
    "SY-TA": ("Tartus", "طرطوس"),
    "SY-HM": ("Hama", "حماة"),
    "SY-HI": ("Homs", "حمص"),
    "SY-DI": ("Damascus", "دمشق"),
    "SY-RD": ("Rif Dimashq", "ريف دمشق"),
    "SY-QU": ("Quneitra", "القنيطرة"),
    "SY-DR": ("Daraa", "درعا"),
    "SY-SU": ("As-Suwayda", "السويداء"),
    "SY-RA": ("Raqqa", "الرقة"),
    "SY-DY": ("Deir ez-Zor", "دير الزور"),
    "SY-HA": ("Al-Hasakah", "الحسكة"),
}

# Natural Earth's `name`, ours, rank.
LAKES: Final[tuple[tuple[str, Name, int], ...]] = (
    ("Buhayrat al-Assad", ("Lake Assad", "بحيرة الأسد"), 1),
    ("Ataturk Barajt", ("Atatürk Reservoir", "بحيرة سد أتاتورك"), 1),
    ("Saksak Dagi", ("Karakaya Reservoir", "بحيرة سد قره قايا"), 2),
    ("Keban Baraji", ("Keban Reservoir", "بحيرة سد كيبان"), 2),
    ("Buhayrat ath Tharthar", ("Lake Tharthar", "بحيرة الثرثار"), 1),
    ("Lake Habbaniyah", ("Lake Habbaniyah", "بحيرة الحبانية"), 2),
    ("Lake Razazah", ("Lake Razazah", "بحيرة الرزازة"), 2),
    ("Sea of Galilee", ("Sea of Galilee", "بحيرة طبريا"), 1),
    ("Dead Sea", ("Dead Sea", "البحر الميت"), 1),
    ("Lake Van", ("Lake Van", "بحيرة وان"), 1),
    ("Lake Urmia", ("Lake Urmia", "بحيرة أرومية"), 2),
    ("Lake Tuz", ("Lake Tuz", "بحيرة طوز"), 2),
)

# GSHHG's numbers of Syrian lakes that Natural Earth lacks.
SMALL_LAKES: Final[tuple[tuple[int, Name, int], ...]] = (
    (148640, ("Lake Qattinah", "بحيرة قطينة"), 3),
    (147926, ("Lake Jabbul", "سبخة الجبول"), 3),
)

# A river with two reaches runs through a lake or has a gap in the data between them.
RIVERS: Final[tuple[tuple[Name, int, tuple[Stations, ...]], ...]] = (
    (
        ("Euphrates", "الفرات"),
        0,
        (
            (
                (38.632, 38.783),
                (39.0, 37.909),
                (38.0, 36.957),
                (38.177, 35.947),
                (41.0, 34.43),
                (42.0, 34.419),
                (43.0, 33.529),
                (44.176, 33.0),
                (44.434, 32.0),
                (45.937, 31.113),
            ),
        ),
    ),
    (
        ("Tigris", "دجلة"),
        0,
        (
            (
                (40.25, 38.0),
                (41.0, 37.787),
                (42.0, 37.428),
                (43.337, 36.0),
                (43.578, 35.0),
                (44.03, 34.073),
                (44.984, 32.858),
                (46.675, 32.198),
            ),
        ),
    ),
    (("Khabur", "الخابور"), 1, (((40.0, 36.85), (40.7, 36.5), (40.775, 36.0), (40.43, 35.136)),)),
    (
        ("Orontes", "العاصي"),
        1,
        (
            ((36.276, 34.167), (36.524, 34.615)),
            (
                (36.614, 34.672),
                (36.867, 35.0),
                (36.6, 35.29),
                (36.378, 36.0),
                (36.381, 36.224),
                (35.961, 36.041),
            ),
        ),
    ),
    (("Afrin", "عفرين"), 2, (((36.884, 37.0), (36.383, 36.224)),)),
    (("Barada", "بردى"), 3, (((36.053, 33.678), (36.592, 33.455)),)),
    (
        ("Litani", "الليطاني"),
        2,
        (((36.079, 34.008), (35.698, 33.583)), ((35.691, 33.552), (35.242, 33.346))),
    ),
    (
        ("Jordan", "نهر الأردن"),
        1,
        (((35.62, 33.076), (35.612, 32.897)), ((35.574, 32.716), (35.555, 31.762))),
    ),
    (("Yarmouk", "اليرموك"), 3, (((35.94, 32.699), (35.564, 32.651)),)),
    (("Ceyhan", "جيحان"), 2, (((36.765, 38.697), (37.064, 38.0), (35.563, 36.579)),)),
    (("Seyhan", "سيحان"), 2, (((36.474, 39.0), (35.507, 38.0), (35.268, 37.186)),)),
    (("Great Zab", "الزاب الكبير"), 2, (((44.115, 38.0), (43.863, 37.0), (43.362, 36.0)),)),
    (("Little Zab", "الزاب الصغير"), 2, (((44.96, 35.959), (43.424, 35.245)),)),
)

# Towns on a motorway that are not in places.csv (general knowledge, to about 1 km).
MORE_TOWNS: Final = {"tell-tamr": (40.371, 36.659)}
# From Saraqib to Aleppo the M4 shares the road of the M5 and is drawn only as that.
ROADS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "M4": (
        ("latakia", "jisr-al-shughur", "ariha", "saraqib"),
        (
            "aleppo",
            "al-bab",
            "al-arima",
            "manbij",
            "qarah-qawzaq-bridge",
            "ain-issa",
            "tell-tamr",
            "qamishli",
        ),
    ),
    "M5": (
        (
            "aleppo",
            "saraqib",
            "maarat-al-numan",
            "khan-shaykhun",
            "hama",
            "al-rastan",
            "homs",
            "al-nabk",
            "al-qutayfah",
            "damascus",
            "al-sanamayn",
            "daraa",
            "nassib-border-crossing",
        ),
    ),
}

ZONES: Final[dict[str, Name]] = {
    "golan": ("Golan Heights", "هضبة الجولان"),
    "un_zone": ("UN area of separation", "المنطقة الفاصلة (الأمم المتحدة)"),
    "tanf_zone": ("55 km zone around al-Tanf", "منطقة الـ55 كم حول التنف"),
}
LINES: Final[dict[str, Name]] = {
    "line_1974": ("Line A (1974)", "الخط ألف (1974)"),
    "line_1974_b": ("Line B (1974)", "الخط باء (1974)"),
}
SEAS: Final[tuple[tuple[Name, tuple[float, float]], ...]] = (
    (("Mediterranean Sea", "البحر الأبيض المتوسط"), (33.7, 34.1)),
)
