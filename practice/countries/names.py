"""Countries as officers write them, to the ISO 3166 code that the engine takes."""

from __future__ import annotations

from typing import Final

_NAMES: Final = """
AD Andorra; AE United Arab Emirates, UAE, Dubai, Abu Dhabi; AF Afghanistan; AG Antigua and Barbuda; AI Anguilla;
AL Albania; AM Armenia; AO Angola; AR Argentina; AT Austria; AU Australia; AW Aruba; AZ Azerbaijan;
BA Bosnia and Herzegovina, Bosnia; BB Barbados; BD Bangladesh; BE Belgium; BF Burkina Faso; BG Bulgaria; BH Bahrain;
BI Burundi; BJ Benin; BM Bermuda; BN Brunei; BO Bolivia; BR Brazil; BS Bahamas, The Bahamas; BT Bhutan; BW Botswana;
BY Belarus; BZ Belize; CA Canada; CD Democratic Republic of the Congo; CF Central African Republic; CG Congo;
CH Switzerland; CI Ivory Coast, Côte d'Ivoire; CL Chile; CM Cameroon; CN China; CO Colombia; CR Costa Rica; CU Cuba;
CV Cape Verde; CW Curaçao, Curacao; CY Cyprus; CZ Czechia, Czech Republic; DE Germany; DJ Djibouti; DK Denmark;
DM Dominica; DO Dominican Republic; DZ Algeria; EC Ecuador; EE Estonia; EG Egypt; ER Eritrea; ES Spain; ET Ethiopia;
FI Finland; FJ Fiji; FK Falkland Islands; FO Faroe Islands; FR France; GA Gabon; GB United Kingdom, UK; GD Grenada;
GE Georgia; GG Guernsey; GH Ghana; GI Gibraltar; GL Greenland; GM Gambia, The Gambia; GN Guinea; GQ Equatorial Guinea;
GR Greece; GT Guatemala; GW Guinea-Bissau; GY Guyana; HK Hong Kong; HN Honduras; HR Croatia; HT Haiti; HU Hungary;
ID Indonesia; IE Ireland, Republic of Ireland, Eire; IL Israel; IM Isle of Man; IN India; IQ Iraq; IR Iran; IS Iceland;
IT Italy; JE Jersey; JM Jamaica; JO Jordan; JP Japan; KE Kenya; KG Kyrgyzstan; KH Cambodia; KI Kiribati; KM Comoros;
KN St Kitts and Nevis; KP North Korea; KR South Korea, Korea; KW Kuwait; KY Cayman Islands; KZ Kazakhstan; LA Laos;
LB Lebanon; LC St Lucia; LI Liechtenstein; LK Sri Lanka; LR Liberia; LS Lesotho; LT Lithuania; LU Luxembourg;
LV Latvia; LY Libya; MA Morocco; MC Monaco; MD Moldova; ME Montenegro; MG Madagascar; MH Marshall Islands;
MK North Macedonia; ML Mali; MM Myanmar, Burma; MN Mongolia; MO Macao, Macau; MR Mauritania; MS Montserrat; MT Malta;
MU Mauritius; MV Maldives; MW Malawi; MX Mexico; MY Malaysia; MZ Mozambique; NA Namibia; NE Niger; NG Nigeria;
NI Nicaragua; NL Netherlands, The Netherlands, Holland; NO Norway; NP Nepal; NR Nauru; NZ New Zealand; OM Oman;
PA Panama; PE Peru; PG Papua New Guinea; PH Philippines; PK Pakistan; PL Poland; PS Palestine; PT Portugal; PW Palau;
PY Paraguay; QA Qatar; RO Romania; RS Serbia; RU Russia; RW Rwanda; SA Saudi Arabia; SB Solomon Islands;
SC Seychelles; SD Sudan; SE Sweden; SG Singapore; SH St Helena; SI Slovenia; SK Slovakia; SL Sierra Leone;
SM San Marino; SN Senegal; SO Somalia; SR Suriname; SS South Sudan; ST São Tomé and Príncipe; SV El Salvador;
SY Syria; SZ Eswatini, Swaziland; TC Turks and Caicos Islands; TD Chad; TG Togo; TH Thailand; TJ Tajikistan;
TL East Timor; TM Turkmenistan; TN Tunisia; TO Tonga; TR Turkey, Türkiye; TT Trinidad and Tobago; TV Tuvalu;
TW Taiwan; TZ Tanzania; UA Ukraine; UG Uganda; US United States, United States of America, USA, America; UY Uruguay;
UZ Uzbekistan; VA Vatican City; VC St Vincent and the Grenadines; VE Venezuela; VG British Virgin Islands;
VN Vietnam; VU Vanuatu; WS Samoa; XK Kosovo; YE Yemen; ZA South Africa; ZM Zambia; ZW Zimbabwe
"""


def _entries() -> list[tuple[str, list[str]]]:
    found = []
    for entry in " ".join(_NAMES.split()).split("; "):
        code, names = entry.split(" ", 1)
        found.append((code, names.split(", ")))
    return found


# Within it nobody travels (s.86; Interpretation Act 1978 Sch.1).
UNITED_KINGDOM: Final = "GB"
NAMES: Final = {code: names[0] for code, names in _entries()}
"""What each code is called."""
_CODES: Final = {name.casefold(): code for code, names in _entries() for name in (code, *names)}


def code_of(text: str) -> str:
    """The code of a country by its name or code; what is not known comes back as it was, for the engine to refuse."""
    return _CODES.get(" ".join(text.split()).casefold(), text.strip().upper())


def name_of(code: str) -> str:
    """What a code is called; the code itself where it has no name here."""
    return NAMES.get(code, code)
