"""A brief about the invented port of Selane, in English and in Arabic, with everything that a document can hold."""

from dataclasses import dataclass
from datetime import date

from aidememoire.briefs.document import (
    Bullets,
    Callout,
    Column,
    Document,
    Facts,
    Figure,
    Item,
    Paragraph,
    Phrase,
    Quiet,
    Section,
    Strong,
    Table,
    phrase,
    standing,
)
from aidememoire.pictures.timeline import Moment, timeline
from aidememoire.vocabulary.codes import State, Status
from aidememoire.vocabulary.handling import Label
from aidememoire.vocabulary.messages import Run, direction
from aidememoire.vocabulary.record import Named
from aidememoire.vocabulary.text import Text

DAY = date(2026, 3, 15)
HOSTILE = '#read("/etc/passwd") $x^2$ *bold* _it_ @ref <script>alert(1)</script> \\ [a](b) `c` ~d~ | & &amp; {{x}} %s #let x = 1'


@dataclass(frozen=True)
class Ours:
    """A sentence of the house, as a catalogue would give it."""

    en: str
    ar: str

    def runs(self, language: str) -> tuple[Run, ...]:
        return (Run(self.ar if language == "ar" else self.en, "word", language),)


def t(en: str, ar: str) -> Text:
    return Text({"en": en, "ar": ar})


OFFICE = Named("port-office", t("Selane Port Authority", "هيئة ميناء سيلان"))
HARBOUR = Named("harbour-master", t("Harbour master of Selane", "مدير مرفأ سيلان"))
COUNCIL = Named("coast-council", t("Coastal Council", "المجلس الساحلي"))
RELIEF = Named("relief-link", Text({"en": "Relief Link (RL-7)"}))
US = Named("access-team", t("Access team", "فريق الوصول"))


def facts() -> Facts:
    return Facts(
        (
            (Ours("Who", "من"), Strong(HARBOUR)),
            (
                Ours("Since", "منذ"),
                phrase(date(2025, 9, 1), Quiet(Ours("(third holder in two years)", "(ثالث شاغل للمنصب خلال سنتين)"))),
            ),
            (Ours("Answers to", "يتبع"), (OFFICE, COUNCIL)),
            (
                Ours("Last words", "آخر ما قيل"),
                Text({"en": "We will open berth four when the engineers say that it is safe, not before."}),
            ),
            (
                Ours("Weight in this issue", "الوزن في هذه المسألة"),
                phrase(
                    Ours("influence", "التأثير"), 0.72, Ours("shift since January", "التغير منذ كانون الثاني"), -0.77
                ),
            ),
        )
    )


def promises(rows: int = 4) -> Table:
    base = (
        (t("Berth four open to relief cargo two days a week", "فتح الرصيف الرابع أمام شحنات الإغاثة يومين في الأسبوع"), HARBOUR, date(2026, 1, 10), Status.BROKEN, 64),
        (t("Written list of cargo that needs no permit", "قائمة مكتوبة بالشحنات التي لا تحتاج إلى تصريح"), OFFICE, date(2026, 2, 28), Status.OVERDUE, 15),
        (t("Night passage for ambulances", "مرور سيارات الإسعاف ليلا"), COUNCIL, date(2026, 4, 1), Status.DISPUTED, 0),
        (t("Share the manifest 72 hours ahead", "تقديم بيان الحمولة قبل 72 ساعة"), RELIEF, date(2026, 2, 1), Status.KEPT, 0),
        (t("Joint visit to the silos", "زيارة مشتركة إلى الصوامع"), US, date(2026, 3, 30), Status.OPEN, 0),
        (t("Women staff present at distribution", "حضور الموظفات عند التوزيع"), COUNCIL, None, Status.PARTLY, 0),
    )  # fmt: skip
    columns = (
        Column(Ours("Promise", "التعهد"), "words", 3),
        Column(Ours("By whom", "ممن"), "name", 1.6),
        Column(Ours("Due", "يستحق في"), "day", 1.35),
        Column(Ours("Standing", "الحال"), "standing", 1.4),
        Column(Ours("Days late", "أيام التأخير"), "figure", 0.8),
    )
    return Table(columns, tuple(base[place % len(base)] for place in range(rows)))


def picture(language: str) -> Figure:
    moments = [
        Moment(
            date(2025, 11, 20),
            t("Berth four to open", "فتح الرصيف الرابع"),
            "theirs",
            "commitment",
            "broken",
            record="a",
        ),
        Moment(date(2026, 1, 12), t("Meeting at the port", "لقاء في الميناء"), "both", "engagement", record="b"),
        Moment(
            date(2025, 10, 1),
            t("Permit of the coast", "تصريح الساحل"),
            "access",
            "authority",
            "valid",
            date(2026, 4, 9),
            "c",
        ),
        Moment(date(2026, 2, 1), t("Manifest shared", "تقديم البيان"), "ours", "commitment", "kept", record="d"),
    ]
    return Figure(
        timeline(moments, language=language, as_of=DAY, title=t("What was promised, and when", "ما تم التعهد به ومتى"))
    )


def brief(
    language: str, *, rows: int = 4, hostile: bool = False, closed: bool = True, label: Label = Label.AMBER_STRICT
) -> Document:
    ours = Section("ours", Ours("What we promised", "ما تعهدنا به"), (promises(2),))
    theirs = Section("theirs", Ours("What they promised", "ما تعهدوا به"), (promises(rows), picture(language)))
    limits = Section(
        "limits",
        Ours("Limits", "الحدود"),
        (
            Callout(
                Ours(
                    "The mandate of the team expired on 1 March and is no authority until it is renewed.",
                    "انتهى تفويض الفريق في 1 آذار ولا يعد سلطة إلى أن يجدد.",
                )
            ),
            Bullets(
                (
                    Item(
                        phrase(
                            Strong(Ours("Red line:", "خط أحمر:")),
                            t("No armed escort inside the warehouse.", "لا حراسة مسلحة داخل المستودع."),
                        ),
                        (Phrase((Ours("Owner:", "صاحبه:"), OFFICE)),),
                    ),
                    Item(
                        phrase(
                            Strong(Ours("Bottom line:", "حد أدنى:")),
                            t(
                                "At least three berths days a month (3/30).",
                                "ثلاثة أيام رسو على الأقل في الشهر (3/30).",
                            ),
                        )
                    ),
                    Item(phrase(Ours("The permit of the coast is", "تصريح الساحل"), standing(State.LAPSED))),
                )
            ),
        ),
    )
    words = [
        t(
            "What would the harbour master need in order to open berth four by 1 April?",
            "ما الذي يحتاج إليه مدير المرفأ لفتح الرصيف الرابع قبل 1 نيسان؟",
        ),
        Text({"fr": "Qui a parlé au conseil depuis janvier ?"}),
        Text("هل تحدث أحد مع المجلس؟"),
    ]
    if hostile:
        words += [
            Text(HOSTILE),
            Text("=== heading\n# one\n1. two\n- three\n    code\n> four"),
            Named("x", Text("\u202eevil\u202c name")),
        ]
    questions = Section(
        "questions",
        Ours("Open questions", "أسئلة مفتوحة"),
        (
            Bullets(tuple(words), numbered=True),
            Callout(
                Ours(
                    "Nothing is agreed on yet. Record a statement that both sides hold.",
                    "لا اتفاق بعد. سجل قولا يتمسك به الطرفان.",
                ),
                "empty",
            ),
        ),
    )
    return Document(
        title=Ours("Meeting with the harbour master of Selane", "لقاء مع مدير مرفأ سيلان"),
        subtitle=Ours("Access to berth four for relief cargo", "وصول شحنات الإغاثة إلى الرصيف الرابع"),
        language=language,
        label=label,
        as_of=DAY,
        made_on=date(2026, 3, 16),
        closed_on=date(2026, 3, 31) if closed else None,
        notices=(phrase(Ours("Prepared for", "أعد لمستوى"), label, Ours("other information may exist", "قد توجد معلومات أخرى"), between=" "),),
        sections=(
            Section("who", Ours("Who they are", "من هم"), (Paragraph(Ours("Two promises of theirs are unkept, and one of ours is open.", "تعهدان من جانبهم لم يوف بهما، وواحد من جانبنا مفتوح."), "lead"), facts())),
            Section("unkept-promises", Ours("Unkept promises", "تعهدات لم يوف بها"), (Paragraph(Ours("Ours come first.", "تعهداتنا أولا."), "quiet"),), (ours, theirs)),
            limits,
            questions,
        ),
    )  # fmt: skip


def way(language: str) -> str:
    return direction(language)
