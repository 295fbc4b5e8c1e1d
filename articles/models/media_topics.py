"""IPTC Media Topics, the first two levels: the vocabulary that newsrooms, agencies and search engines share.

Codes and English labels: IPTC NewsCodes, Media Topics (https://cv.iptc.org/newscodes/mediatopic/), © IPTC, licensed
under CC BY 4.0. A selection without the retired ones; the Arabic labels are this project's own.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

URI = "http://cv.iptc.org/newscodes/mediatopic/"

# Code -> label, the top level.
TOP: dict[str, Any] = {
    "01000000": _("arts, culture, entertainment and media"),
    "16000000": _("conflict, war and peace"),
    "02000000": _("crime, law and justice"),
    "03000000": _("disaster, accident and emergency incident"),
    "04000000": _("economy, business and finance"),
    "05000000": _("education"),
    "06000000": _("environment"),
    "07000000": _("health"),
    "08000000": _("human interest"),
    "09000000": _("labour"),
    "10000000": _("lifestyle and leisure"),
    "11000000": _("politics"),
    "12000000": _("religion"),
    "13000000": _("science and technology"),
    "14000000": _("society"),
    "15000000": _("sport"),
    "17000000": _("weather"),
}

# Code of the top level -> code -> label, the second level.
SECOND: dict[str, dict[str, Any]] = {
    "01000000": {
        "20000002": _("arts and entertainment"),
        "20000038": _("culture"),
        "20000045": _("mass media"),
    },
    "16000000": {
        "20000053": _("act of terror"),
        "20000056": _("armed conflict"),
        "20000065": _("civil unrest"),
        "20000070": _("coup d'etat"),
        "20000071": _("massacre"),
        "20000073": _("peace process"),
        "20000077": _("post-war reconstruction"),
        "20000080": _("prisoners of war"),
    },
    "02000000": {
        "20000082": _("crime"),
        "20000106": _("judiciary"),
        "20000119": _("justice"),
        "20000121": _("law"),
        "20000129": _("law enforcement"),
    },
    "03000000": {
        "20000139": _("accident and emergency incident"),
        "20000148": _("disaster"),
        "20000168": _("emergency response"),
    },
    "04000000": {
        "20000170": _("business information"),
        "20000209": _("economic sector"),
        "20000344": _("economy"),
        "20000385": _("market and exchange"),
    },
    "05000000": {
        "20000412": _("curriculum"),
        "20001338": _("education policy"),
        "20001217": _("educational grading"),
        "20000413": _("educational testing and examinations"),
        "20000414": _("entrance examination"),
        "20001337": _("online and remote learning"),
        "20000398": _("parents group"),
        "20000399": _("religious education"),
        "20000400": _("school"),
        "20000410": _("social learning"),
        "20000415": _("students"),
        "20000416": _("teachers"),
        "20001216": _("vocational education"),
    },
    "06000000": {
        "20000418": _("climate change"),
        "20000420": _("conservation"),
        "20000424": _("environmental pollution"),
        "20000430": _("natural resources"),
        "20000441": _("nature"),
    },
    "07000000": {
        "20000446": _("diseases and conditions"),
        "20000480": _("government health care"),
        "20000461": _("health facility"),
        "20000483": _("health insurance"),
        "20000463": _("health organisations"),
        "20000464": _("health treatment"),
        "20000485": _("medical profession"),
        "20000493": _("non-human diseases"),
        "20000484": _("private health care"),
    },
    "08000000": {
        "20000500": _("animal"),
        "20001237": _("anniversary"),
        "20000498": _("award and prize"),
        "20001238": _("birthday"),
        "20000505": _("celebrity"),
        "20000501": _("ceremony"),
        "20000507": _("flowers and plants"),
        "20000504": _("high society"),
        "20000503": _("human mishap"),
        "20000499": _("record and achievement"),
    },
    "09000000": {
        "20000509": _("employment"),
        "20000521": _("employment legislation"),
        "20000523": _("labour market"),
        "20000524": _("labour relations"),
        "20000531": _("retirement"),
        "20000533": _("unemployment"),
        "20000536": _("unions"),
    },
    "10000000": {
        "20000538": _("leisure"),
        "20000565": _("lifestyle"),
        "20001339": _("wellness"),
    },
    "11000000": {
        "20000574": _("election"),
        "20000587": _("fundamental rights"),
        "20000593": _("government"),
        "20000621": _("government policy"),
        "20000638": _("international relations"),
        "20000646": _("non-governmental organisation"),
        "20000647": _("political crisis"),
        "20000648": _("political dissent"),
        "20000649": _("political process"),
    },
    "12000000": {
        "20000657": _("belief systems"),
        "20000702": _("relations between religion and government"),
        "20000688": _("religious conflict"),
        "20000697": _("religious facility"),
        "20000690": _("religious festival and holiday"),
        "20000703": _("religious leader"),
        "20000696": _("religious ritual"),
        "20000705": _("religious text"),
    },
    "13000000": {
        "20000710": _("biomedical science"),
        "20000715": _("mathematics"),
        "20000717": _("natural science"),
        "20000741": _("scientific institution"),
        "20000735": _("scientific research"),
        "20000755": _("scientific standards"),
        "20000742": _("social sciences"),
        "20000756": _("technology and engineering"),
    },
    "14000000": {
        "20000768": _("communities"),
        "20000770": _("demographics"),
        "20000775": _("discrimination"),
        "20000772": _("emigration"),
        "20000780": _("family"),
        "20000771": _("immigration"),
        "20000788": _("mankind"),
        "20000799": _("social condition"),
        "20000802": _("social problem"),
        "20000808": _("values"),
        "20000817": _("welfare"),
    },
    "15000000": {
        "20000822": _("competition discipline"),
        "20001103": _("disciplinary action in sport"),
        "20001104": _("drug use in sport"),
        "20001301": _("sport achievement"),
        "20001108": _("sport event"),
        "20001124": _("sport industry"),
        "20001125": _("sport organisation"),
        "20001126": _("sport venue"),
        "20001323": _("sports coaching"),
        "20001324": _("sports management and ownership"),
        "20001325": _("sports officiating"),
        "20001148": _("sports transaction"),
    },
    "17000000": {
        "20001128": _("weather forecast"),
        "20001129": _("weather phenomena"),
        "20001130": _("weather statistic"),
        "20001131": _("weather warning"),
    },
}


def media_topic_choices() -> list[tuple[Any, Any]]:
    """For a form's choices: each top topic as a group that begins with the topic itself."""
    return [(label, [(code, label), *SECOND.get(code, {}).items()]) for code, label in TOP.items()]


def media_topic_label(code: str) -> Any:
    """The label in the language in use; empty if the code is not of this selection."""
    return TOP.get(code) or next((second[code] for second in SECOND.values() if code in second), "")


def media_topic_uri(code: str) -> str:
    """The topic's address in IPTC's vocabulary, for structured data; empty for no code."""
    return URI + code if code else ""


def validate_media_topic(code: str) -> None:
    """Refuse a code that is not of this selection."""
    if not media_topic_label(code):
        raise ValidationError(_("«%(code)s» is no media topic of this list."), code="media_topic", params={"code": code})
