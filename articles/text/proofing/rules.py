"""The table of rules: a new rule is a check and a row here.

On by default is what hardly ever raises a false alarm on published news;
``docs/proofreading.md`` has the figures.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from articles.text.proofing import hamza, headings, letters, quotes, spacing, style, words
from articles.text.proofing.finding import Hit, Kind, Severity
from articles.text.proofing.finding import gettext_noop as _
from articles.text.proofing.passage import Passage

EVERYWHERE: frozenset[Kind] = frozenset(("headline", "standfirst", "caption", "body"))


@dataclass(frozen=True, slots=True)
class Rule:
    """``name`` labels the rule's switch, ``message`` is what an editor reads at a finding; both are message ids.

    ``example`` is a wrong text, for the documentation and the test that every rule can find something.
    """

    id: str
    name: str
    message: str
    severity: Severity
    check: Callable[[Passage], Iterator[Hit]]
    example: str
    default: bool = True
    kinds: frozenset[Kind] = EVERYWHERE


ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

# fmt: off
_ALL = (
    # Hamza
    Rule("hamza-wasl", _("Hamza on a connecting alef"),
         _("The alef of this verb or verbal noun (forms VII, VIII, X) takes no hamza: %(right)s"),
         ERROR, hamza.written_on_wasl, "وإعتبرت"),
    Rule("hamza-dropped", _("Hamza left out on an alef"), _("The hamza is missing: %(right)s"),
         ERROR, hamza.left_out, "قال انه متفائل"),
    Rule("hamza-final", _("Seat of a final hamza"), _("The final hamza sits on a yaa: %(right)s"),
         ERROR, words.final_hamza, "مفاجىء"),
    Rule("hamza-seat-house", _("Hamza seat by house style (مسؤول, not مسئول)"), _("House style: %(right)s"),
         NOTE, words.house_seats, "مسئول", default=False),
    # Last letters
    Rule("taa-marbuta", _("Haa and taa marbuta"), _("Haa and taa marbuta are confused: %(right)s"),
         ERROR, words.taa_marbuta, "الحكومه"),
    Rule("maqsura-for-yaa", _("Dotless yaa for yaa (فى for في)"), _("The final yaa needs its dots: %(right)s"),
         ERROR, words.maqsura_for_yaa, "فى"),
    Rule("yaa-for-maqsura", _("Yaa for alef maqsura (حتي for حتى)"), _("Alef maqsura is written without dots: %(right)s"),
         ERROR, words.yaa_for_maqsura, "حتي"),
    # Words
    Rule("misspelt", _("Common misspellings"), _("The usual spelling is: %(right)s"), ERROR, words.misspelt, "لاكن"),
    Rule("repeated-function-word", _("Particle written twice"), _("“%(word)s” is written twice."),
         ERROR, words.repeated_function_word, "في في"),
    Rule("repeated-word", _("Any word written twice"), _("“%(word)s” is written twice."),
         NOTE, words.repeated_word, "خطوة خطوة", default=False),
    Rule("style-sheet", _("The newsroom's style sheet"), _("The style sheet prefers: %(preferred)s"),
         WARNING, style.preferred_form, "دي مستورا"),
    # Quotation marks and brackets
    Rule("quote-direction", _("Direction of quotation marks"), _("This quotation mark points the wrong way."),
         ERROR, quotes.wrong_direction, "قال “نعم” و”لا”"),
    Rule("quote-unclosed", _("Quotation never closed"), _("This quotation is never closed in its paragraph."),
         WARNING, quotes.unclosed_quote, "وقالت “علينا العمل."),
    Rule("quote-unopened", _("Quotation never opened"), _("This quotation mark closes what was never opened."),
         WARNING, quotes.unopened_quote, "علينا العمل” قالت."),
    Rule("quote-mismatched", _("Quotation opened and closed with different marks"),
         _("This quotation was opened with another kind of mark."), ERROR, quotes.mismatched, 'قال “نعم"'),
    Rule("quote-odd", _("Straight quotation mark without partner"), _("This quotation mark has no partner in its paragraph."),
         NOTE, quotes.odd_straight, 'وقالت "علينا العمل.'),
    Rule("quote-house", _("House quotation marks «…»"), _("House style writes quotations as «…»."),
         NOTE, quotes.house_quotes, "“نعم”", default=False),
    Rule("bracket-unclosed", _("Bracket never closed"), _("This bracket is never closed in its paragraph."),
         WARNING, quotes.unclosed_bracket, "الأمم المتحدة (الجمعية العامة"),
    Rule("bracket-unopened", _("Bracket never opened"), _("This bracket closes what was never opened."),
         WARNING, quotes.unopened_bracket, "الجمعية العامة) في نيويورك"),
    Rule("bracket-direction", _("Brackets the wrong way round"), _("These brackets are the wrong way round."),
         ERROR, quotes.turned_brackets, "في معان )جنوب( احتجاجات"),
    # Punctuation and blanks
    Rule("latin-punctuation", _("Latin punctuation in Arabic text"), _("Arabic text takes the Arabic mark."),
         ERROR, spacing.latin_punctuation, "سوريا, ولبنان"),
    Rule("blank-before-mark", _("Blank before a punctuation mark"), _("No blank stands before “%(mark)s”."),
         ERROR, spacing.blank_before, "سوريا ، ولبنان"),
    Rule("no-blank-after-mark", _("No blank after a punctuation mark"), _("A blank is missing after “%(mark)s”."),
         ERROR, spacing.no_blank_after, "سوريا،ولبنان"),
    Rule("blank-inside-brackets", _("Blank inside brackets or «»"), _("No blank stands on the inside of “%(mark)s”."),
         ERROR, spacing.blank_inside, "( سوريا )"),
    Rule("double-blank", _("Two blanks in a row"), _("One blank is enough."), NOTE, spacing.double_blank, "في  سوريا"),
    Rule("repeated-mark", _("Punctuation mark written several times"), _("One mark is enough: %(mark)s"),
         WARNING, spacing.repeated_mark, "عاجل!!"),
    Rule("two-dots", _("Two dots"), _("A full stop is one dot, an ellipsis three."),
         NOTE, spacing.two_dots, "سوريا.. هدنة", default=False),
    # Characters
    Rule("tatweel", _("Tatweel inside a word"), _("Tatweel breaks search and looks: leave it out."),
         ERROR, letters.tatweel, "ســوريا"),
    Rule("presentation-forms", _("Presentation forms"), _("These are drawn shapes (a bad paste), not letters."),
         ERROR, letters.presentation_forms, "\ufee3\ufebc\ufead"),
    Rule("persian-letters", _("Persian yaa and kaf"), _("The Persian letter looks alike but is not found by search."),
         ERROR, letters.persian_letters, "الملک"),
    Rule("invisible", _("Invisible characters"), _("Invisible characters: %(names)s"),
         ERROR, letters.invisible, "سور\u200fيا"),
    Rule("mixed-number", _("Two kinds of digits in one number"), _("One number, two kinds of digits."),
         ERROR, letters.mixed_number, "2٠18"),
    Rule("mixed-digits", _("Two kinds of digits in one text"), _("The text's other numbers are written with other digits."),
         NOTE, letters.mixed_text, "عام 2018 و٢٠"),
    # Headline and standfirst
    Rule("headline-length", _("Headline over length"), _("The headline has %(length)s letters, the limit is %(limit)s."),
         WARNING, headings.headline_length, "كلمة طويلة " * 12, kinds=frozenset(("headline",))),
    Rule("headline-stop", _("Full stop after a headline"), _("A headline ends without a full stop."),
         ERROR, headings.headline_stop, "عودة المفاوضات.", kinds=frozenset(("headline",))),
    Rule("standfirst-cut", _("Standfirst cut off"), _("The standfirst breaks off: write a whole sentence."),
         ERROR, headings.standfirst_cut, "قالت مصادر إن المبعوث...", kinds=frozenset(("standfirst",))),
    Rule("standfirst-repeats", _("Standfirst repeats the first paragraph"),
         _("The standfirst repeats the first paragraph: say something of its own."),
         WARNING, headings.standfirst_repeats, "قال الوزير إن الحكومة ستعرض مشروعها قريبا",
         kinds=frozenset(("standfirst",))),
)
# fmt: on

RULES: dict[str, Rule] = {rule.id: rule for rule in _ALL}
DEFAULT_RULES: frozenset[str] = frozenset(rule.id for rule in _ALL if rule.default)
