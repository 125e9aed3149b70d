"""Write `src/cordiale/actors/actors.csv`, the packaged table of states and groups.

    pip install babel
    python scripts/make_actors.py            # writes the table
    python scripts/make_actors.py --check    # exits 1 if the table on disk differs

Run it when a state, a name or an alias changes; the csv is committed beside this file. Babel is needed here only.

Where the facts come from
- Names in English, Russian and Chinese: CLDR through Babel (the plain form, not the `short` or `variant` one). Former states and most
  groups are not in CLDR: their names stand below.
- `cow`: Correlates of War, State System Membership v2016. `gw`: Gleditsch and Ward (1999), with their list of microstates. Left empty
  for the Holy See and Palestine, which neither list has as a state.
- `start`, `end`: the state's present unbroken spell in Gleditsch and Ward's list ("1816": there when the list begins). Days that are
  evident slips or placeholders there are mended (Lebanon, Maldives, Nauru, Rwanda, Syria, Tunisia, Vanuatu, Vietnam, Laos) or reduced
  to the year. So Germany begins in 1949 (number 260), the Baltic states in 1991, Serbia in 2006; Russia runs through the Soviet years,
  because the Soviet Union is coded as the actor RUS with SUN as `original_actor`. Being seated at the UN is another matter: Belarus and
  Ukraine spoke there from 1946.
- YUG runs to 2006 as in both lists; SCG is the name and code of its last three years.
- `successor`: the one state of today that stands in its place. Empty for Czechoslovakia, which two states followed as equals.

Traps
- `NAM` is Namibia's ISO code, so the Non-Aligned Movement is `NON_ALIGNED`.
- Names that could mean two actors are left out: Korea, Congo, Brussels, The Hague, and capitals that are everyday words or other
  places (Male, Victoria, Georgetown, Kingston, San José).
- Belgrade, Prague, Moscow and Berlin stand for the state of today, whatever the date of the text.
"""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

from babel import Locale
from babel.core import get_global

TABLE = Path(__file__).parents[1] / "src" / "cordiale" / "actors" / "actors.csv"
COLUMNS = ["code", "kind", "name_en", "name_ru", "name_zh", "cow", "gw"]
COLUMNS += ["start", "end", "successor", "aliases", "family"]
FAMILY = {"RUS": "russia", "SUN": "russia", "CHN": "china"} | dict.fromkeys(
    ("USA", "NATO", "EU", "WEST"), "us_led_west"
)

# code | COW | GW | start | aliases
STATES = """
AFG|700|700|1919|Islamic Republic of Afghanistan; Kabul; 阿富汗伊斯兰共和国
AGO|540|540|1975-11-11|Republic of Angola; People's Republic of Angola; Luanda
ALB|339|339|1913|Republic of Albania; People's Republic of Albania; Tirana
AND|232|232|1816|Principality of Andorra
ARE|696|696|1971-12-02|UAE; Emirates; Abu Dhabi; Объединенные Арабские Эмираты; 阿联酋
ARG|160|160|1816-07-09|Argentine Republic; The Argentine; Buenos Aires
ARM|371|371|1991-12-21|Republic of Armenia; Yerevan; Ереван
ATG|58|58|1981-11-01|Antigua and Barbuda; Antigua
AUS|900|900|1901-01-01|Commonwealth of Australia; Canberra; 澳方
AUT|305|305|1918|Republic of Austria; Vienna
AZE|373|373|1991-12-21|Republic of Azerbaijan; Baku; Баку
BDI|516|516|1962-07-01|Republic of Burundi; Gitega; Bujumbura
BEL|211|211|1830-10-04|Kingdom of Belgium
BEN|434|434|1960-08-01|Republic of Benin; People's Republic of Benin; Dahomey; Porto-Novo; Cotonou
BFA|439|439|1960-08-05|Burkina; Upper Volta; Ouagadougou
BGD|771|771|1971-12-16|People's Republic of Bangladesh; Dhaka; Dacca
BGR|355|355|1878-03-03|Republic of Bulgaria; People's Republic of Bulgaria; Sofia
BHR|692|692|1971-08-15|Kingdom of Bahrain; Manama
BHS|31|31|1973-07-10|Commonwealth of the Bahamas; Nassau; Багамские Острова
BIH|346|346|1992-04-27|Bosnia and Herzegovina; Bosnia-Herzegovina; Bosnia; BiH; Sarajevo
BLR|370|370|1991-08-25|Republic of Belarus; Byelorussia; Belorussia; Byelorussian SSR; Byelorussian Soviet Socialist Republic; Minsk; Республика Беларусь; Белоруссия; Минск
BLZ|80|80|1981-09-21|Belmopan
BOL|145|145|1825-08-06|Plurinational State of Bolivia; Republic of Bolivia; Bolivia (Plurinational State of); La Paz; Bolivia, Plurinational State of; Боливия (Многонациональное Государство)
BRA|140|140|1822-09-07|Federative Republic of Brazil; Brasil; Brasília; Федеративная Республика Бразилия
BRB|53|53|1966-11-30|Bridgetown
BRN|835|835|1984-01-01|Brunei Darussalam; Bandar Seri Begawan; Бруней-Даруссалам; 文莱达鲁萨兰国
BTN|760|760|1949|Kingdom of Bhutan; Thimphu
BWA|571|571|1966-09-30|Republic of Botswana; Gaborone
CAF|482|482|1960-08-13|Central African Empire; Bangui; Центральноафриканская Республика
CAN|20|20|1867-07-01|Ottawa
CHE|225|225|1816|Swiss Confederation; Bern; Berne
CHL|155|155|1818|Republic of Chile; Santiago; Santiago de Chile
CHN|710|710|1816|People's Republic of China; PRC; P.R. China; P.R.C.; Mainland China; Communist China; Red China; Beijing; Peking; Zhongnanhai; КНР; Китайская Народная Республика; Пекин; 中华人民共和国; 中國; 中方; 北京
CIV|437|437|1960-08-07|Ivory Coast; Republic of Côte d'Ivoire; Yamoussoukro; Abidjan
CMR|471|471|1960-01-01|Republic of Cameroon; United Republic of Cameroon; Yaoundé
COD|490|490|1960-06-30|Democratic Republic of the Congo; Democratic Republic of Congo; DR Congo; DRC; D.R.C.; Congo-Kinshasa; Congo (Kinshasa); Zaire; Congo-Léopoldville; Congo (Léopoldville); Kinshasa; ДРК; 刚果民主共和国; Congo, Democratic Republic of the; Congo (the Democratic Republic of the); Демократическая Республика Конго
COG|484|484|1960-08-15|Republic of the Congo; People's Republic of the Congo; Congo-Brazzaville; Congo (Brazzaville); Brazzaville; 刚果共和国; Congo, Republic of the; Республика Конго
COL|100|100|1830|Republic of Colombia; Bogotá
COM|581|581|1975-07-06|Union of the Comoros; Moroni; Коморские Острова
CPV|402|402|1975-07-05|Cabo Verde; Republic of Cabo Verde; Praia
CRI|94|94|1840|Republic of Costa Rica
CUB|40|40|1902-05-20|Republic of Cuba; Havana; Республика Куба; Гавана; 古方
CYP|352|352|1960-08-16|Republic of Cyprus; Nicosia
CZE|316|316|1993-01-01|Czech Republic; Prague; Чешская Республика; Прага
DEU|255|260|1949-09-21|Federal Republic of Germany; German Federal Republic; West Germany; FRG; F.R.G.; Berlin; Bonn; ФРГ; Федеративная Республика Германия; Западная Германия; Берлин; 德意志联邦共和国; 联邦德国; 西德; 德方
DJI|522|522|1977-06-27|Republic of Djibouti
DMA|54|54|1978-11-03|Commonwealth of Dominica; Roseau
DNK|390|390|1816|Kingdom of Denmark; Copenhagen
DOM|42|42|1844-02-27|Santo Domingo; 多米尼加
DZA|615|615|1962-07-05|People's Democratic Republic of Algeria; Algiers; 阿尔及利亚民主人民共和国
ECU|130|130|1830-05-13|Republic of Ecuador; Quito
EGY|651|651|1922-02-28|Arab Republic of Egypt; United Arab Republic; U.A.R.; Cairo; АРЕ; Арабская Республика Египет; Каир
ERI|531|531|1993-05-24|State of Eritrea; Asmara
ESP|230|230|1816|Kingdom of Spain; Madrid
EST|366|366|1991-09-06|Republic of Estonia; Tallinn
ETH|530|530|1855-02-11|Federal Democratic Republic of Ethiopia; Abyssinia; Addis Ababa; Аддис-Абеба
FIN|375|375|1917-12-06|Republic of Finland; Helsinki; Хельсинки
FJI|950|950|1970-10-10|Republic of Fiji; Suva
FRA|220|220|1816|French Republic; Paris; Élysée; Élysée Palace; Quai d'Orsay; Французская Республика; Париж; 法兰西共和国; 法方
FSM|987|987|1986-11-03|Micronesia; Federated States of Micronesia; Micronesia (Federated States of); Palikir; Micronesia, Federated States of; Микронезия; 密克罗尼西亚
GAB|481|481|1960-08-17|Gabonese Republic; Libreville
GBR|200|200|1816|United Kingdom of Great Britain and Northern Ireland; Great Britain; Britain; England; UK; U.K.; London; Westminster; Whitehall; Downing Street; Великобритания; Соединенное Королевство; Британия; Англия; Лондон; 大不列颠及北爱尔兰联合王国; 联合王国; 大英帝国; 英方; Соединенное Королевство Великобритании и Северной Ирландии
GEO|372|372|1991-12-21|Republic of Georgia; Tbilisi; Тбилиси
GHA|452|452|1957-03-06|Republic of Ghana; Accra
GIN|438|438|1958-10-02|Republic of Guinea; Guinea-Conakry; Conakry
GMB|420|420|1965-02-18|Republic of the Gambia; Gambia, The; Banjul
GNB|404|404|1974-09-10|Republic of Guinea-Bissau; Guinea Bissau; Bissau
GNQ|411|411|1968-10-12|Republic of Equatorial Guinea; Malabo
GRC|350|350|1828|Hellenic Republic; Hellas; Athens
GRD|55|55|1974-02-07|St. George's
GTM|90|90|1840|Republic of Guatemala; Guatemala City
GUY|110|110|1966-05-26|Co-operative Republic of Guyana
HND|91|91|1840|Republic of Honduras; Tegucigalpa
HRV|344|344|1992-04-27|Republic of Croatia; Zagreb
HTI|41|41|1934-08-15|Republic of Haiti; Port-au-Prince
HUN|310|310|1918|Republic of Hungary; Hungarian People's Republic; Budapest; Будапешт
IDN|850|850|1945-08-17|Republic of Indonesia; Jakarta; Djakarta
IND|750|750|1947-08-15|Republic of India; Bharat; New Delhi; Delhi; Республика Индия; Дели; Нью-Дели; 印度共和国; 印方
IRL|205|205|1921-12-06|Republic of Ireland; Éire; Irish Republic; Dublin
IRN|630|630|1816|Islamic Republic of Iran; Iran (Islamic Republic of); Persia; Tehran; Teheran; ИРИ; Исламская Республика Иран; Тегеран; 伊朗伊斯兰共和国; Iran, Islamic Republic of; Иран (Исламская Республика); 伊朗(伊斯兰共和国)
IRQ|645|645|1932-10-03|Republic of Iraq; Baghdad; Багдад
ISL|395|395|1944-06-17|Republic of Iceland; Reykjavík
ISR|666|666|1948-05-14|State of Israel; Zionist entity; Zionist regime; Tel Aviv; Государство Израиль; Тель-Авив; 以方
ITA|325|325|1816|Italian Republic; Rome; Рим; 意方
JAM|51|51|1962-08-06|
JOR|663|663|1946-05-25|Hashemite Kingdom of Jordan; Transjordan; Amman
JPN|740|740|1816|State of Japan; Empire of Japan; Nippon; Tokyo; Токио; 日本国; 日方; 东京
KAZ|705|705|1991-12-16|Republic of Kazakhstan; Kazakstan; Astana; Nur-Sultan; Республика Казахстан; Астана; 哈方
KEN|501|501|1963-12-12|Republic of Kenya; Nairobi
KGZ|703|703|1991-08-31|Kyrgyz Republic; Kirghizia; Kirgizstan; Kirghizstan; Bishkek; Кыргызская Республика; Киргизская Республика; Кыргызстан; Бишкек
KHM|811|811|1953-11-09|Kingdom of Cambodia; Kampuchea; Democratic Kampuchea; People's Republic of Kampuchea; Khmer Republic; Phnom Penh; Кампучия; 柬方
KIR|946|970|1979-07-12|Republic of Kiribati; Tarawa
KNA|60|60|1983-09-19|St. Kitts and Nevis; Saint Kitts and Nevis; Saint Christopher and Nevis; Basseterre
KOR|732|732|1948-08-15|Republic of Korea; Korea, Republic of; ROK; R.O.K.; Seoul; Blue House; Южная Корея; Сеул; 大韩民国; 南朝鲜; 南韩; 韩方; Korea (the Republic of)
KWT|690|690|1961-06-19|State of Kuwait; Kuwait City
LAO|812|812|1953-10-22|Lao People's Democratic Republic; Lao PDR; Lao; Vientiane; ЛНДР; 老方; Лаосская Народно-Демократическая Республика; 老挝人民民主共和国
LBN|660|660|1943-11-22|Lebanese Republic; Beirut; Бейрут
LBR|450|450|1847-07-26|Republic of Liberia; Monrovia
LBY|620|620|1951-12-24|State of Libya; Libyan Arab Jamahiriya; Socialist People's Libyan Arab Jamahiriya; Libyan Arab Republic; Tripoli; Триполи
LCA|56|56|1979-02-22|Saint Lucia; Castries
LIE|223|223|1816|Principality of Liechtenstein; Vaduz
LKA|780|780|1948-02-04|Democratic Socialist Republic of Sri Lanka; Ceylon; Colombo; 锡兰
LSO|570|570|1966-10-04|Kingdom of Lesotho; Maseru
LTU|368|368|1991-09-06|Republic of Lithuania; Vilnius; Вильнюс
LUX|212|212|1867-05-11|Grand Duchy of Luxembourg; Luxemburg
LVA|367|367|1991-09-06|Republic of Latvia; Riga; Рига
MAR|600|600|1956-03-02|Kingdom of Morocco; Rabat
MCO|221|221|1816|Principality of Monaco
MDA|359|359|1991-08-27|Republic of Moldova; Moldavia; Chișinău; Chisinau; Kishinev; Республика Молдова; Молдавия; Кишинев; Moldova, Republic of; 摩尔多瓦共和国
MDG|580|580|1960-06-26|Republic of Madagascar; Malagasy Republic; Democratic Republic of Madagascar; Antananarivo
MDV|781|781|1965-07-26|Republic of Maldives; Maldive Islands; Мальдивские Острова
MEX|70|70|1821|United Mexican States; Mexico City
MHL|983|983|1986-10-21|Republic of the Marshall Islands; Majuro; Маршалловы Острова
MKD|343|343|1991-11-20|Republic of North Macedonia; Macedonia; Republic of Macedonia; The former Yugoslav Republic of Macedonia; FYROM; Skopje; Македония
MLI|432|432|1960-09-22|Republic of Mali; Bamako
MLT|338|338|1964-09-21|Republic of Malta; Valletta
MMR|775|775|1948-01-04|Myanmar; Burma; Republic of the Union of Myanmar; Union of Burma; Union of Myanmar; Naypyidaw; Rangoon; Yangon; Мьянма; Бирма; 缅方; Burma/Myanmar
MNE|341|341|2006-06-03|Podgorica
MNG|712|712|1921|Mongolian People's Republic; Outer Mongolia; Ulaanbaatar; Ulan Bator; МНР; Монгольская Народная Республика; Улан-Батор; 蒙古国; 蒙方
MOZ|541|541|1975-06-25|Republic of Mozambique; Maputo
MRT|435|435|1960-11-28|Islamic Republic of Mauritania; Nouakchott
MUS|590|590|1968-03-12|Republic of Mauritius; Port Louis
MWI|553|553|1964-07-06|Republic of Malawi; Lilongwe
MYS|820|820|1957-08-31|Malaya; Federation of Malaya; Federation of Malaysia; Kuala Lumpur; Putrajaya; 马来亚
NAM|565|565|1990-03-21|Republic of Namibia; South West Africa; Windhoek
NER|436|436|1960-08-03|Republic of the Niger; Niamey
NGA|475|475|1960-10-01|Federal Republic of Nigeria; Abuja; Lagos
NIC|93|93|1840|Republic of Nicaragua; Managua
NLD|210|210|1816|Kingdom of the Netherlands; Holland; Amsterdam; Голландия; 荷方
NOR|385|385|1905|Kingdom of Norway; Oslo
NPL|790|790|1816|Federal Democratic Republic of Nepal; Kingdom of Nepal; Kathmandu
NRU|970|971|1968-01-31|Republic of Nauru; Yaren
NZL|920|920|1907|Aotearoa; Wellington
OMN|698|698|1816|Sultanate of Oman; Muscat; Muscat and Oman
PAK|770|770|1947-08-14|Islamic Republic of Pakistan; Islamabad; Исламская Республика Пакистан; Исламабад; 巴基斯坦伊斯兰共和国
PAN|95|95|1903-11-03|Republic of Panama; Panama City
PER|135|135|1824|Republic of Peru; Lima
PHL|840|840|1946-07-04|Republic of the Philippines; Manila; Malacañang; 菲方
PLW|986|986|1994-10-01|Republic of Palau; Ngerulmud
PNG|910|910|1975-09-16|Independent State of Papua New Guinea; Port Moresby; Папуа-Новая Гвинея
POL|290|290|1918-11-11|Republic of Poland; Polish People's Republic; Warsaw; Республика Польша; ПНР; Варшава
PRK|731|731|1948-09-09|Democratic People's Republic of Korea; Democratic People’s Republic of Korea (DPRK); Korea, Democratic People's Republic of; DPRK; D.P.R.K.; Pyongyang; Северная Корея; Корейская Народно-Демократическая Республика; Пхеньян; 朝鲜民主主义人民共和国; 北韩; 北朝鲜; 朝方; 平壤; Korea (the Democratic People's Republic of)
PRT|235|235|1816|Portuguese Republic; Lisbon
PRY|150|150|1816|Republic of Paraguay; Asunción
PSE|||1988-11-15|Palestine; State of Palestine; Palestinian Authority; Palestinian National Authority; Palestine Liberation Organization; PLO; Ramallah; Палестина; Государство Палестина; ООП; 巴勒斯坦; 巴勒斯坦国; Palestine, State of; Occupied Palestinian Territory
QAT|694|694|1971-09-03|State of Qatar; Doha
ROU|360|360|1878-07-13|Rumania; Roumania; Socialist Republic of Romania; Romanian People's Republic; Bucharest; Бухарест
RUS|365|365|1816|Russian Federation; R.F.; RF; Russian Empire; Moscow; Kremlin; РФ; Российская Федерация; Москва; Кремль; Российская империя; 俄罗斯联邦; 俄羅斯; 俄国; 俄联邦; 俄方; 沙俄; 莫斯科; 克里姆林宫
RWA|517|517|1962-07-01|Rwandese Republic; Republic of Rwanda; Kigali
SAU|670|670|1932-09-23|Kingdom of Saudi Arabia; KSA; Riyadh; КСА; Королевство Саудовская Аравия; Эр-Рияд; 沙特; 沙方
SDN|625|625|1956-01-01|Republic of the Sudan; Republic of Sudan; Khartoum; Хартум
SEN|433|433|1960-04-04|Republic of Senegal; Dakar
SGP|830|830|1965-08-09|Republic of Singapore
SLB|940|940|1978-07-07|Honiara; Соломоновы Острова
SLE|451|451|1961-04-27|Republic of Sierra Leone; Freetown
SLV|92|92|1840|Republic of El Salvador; San Salvador
SMR|331|331|1816|Republic of San Marino
SOM|520|520|1960-07-01|Federal Republic of Somalia; Somali Republic; Somali Democratic Republic; Mogadishu
SRB|345|340|2006-06-05|Republic of Serbia; Belgrade; Республика Сербия; Белград
SSD|626|626|2011-07-09|Republic of South Sudan; Juba
STP|403|403|1975-07-12|São Tomé and Príncipe; Sao Tome and Principe; Democratic Republic of Sao Tome and Principe; Sao Tome
SUR|115|115|1975-11-25|Republic of Suriname; Surinam; Paramaribo
SVK|317|317|1993-01-01|Slovak Republic; Bratislava
SVN|349|349|1992-04-27|Republic of Slovenia; Ljubljana
SWE|380|380|1816|Kingdom of Sweden; Stockholm; Стокгольм
SWZ|572|572|1968-09-06|Swaziland; Kingdom of Eswatini; Kingdom of Swaziland; Mbabane; Свазиленд
SYC|591|591|1976-06-29|Republic of Seychelles; Сейшельские Острова
SYR|652|652|1946-04-17|Syrian Arab Republic; Damascus; САР; Сирийская Арабская Республика; Дамаск; 阿拉伯叙利亚共和国; 叙方
TCD|483|483|1960-08-11|Republic of Chad; N'Djamena
TGO|461|461|1960-04-27|Togolese Republic; Lomé
THA|800|800|1816|Kingdom of Thailand; Siam; Bangkok; 泰方
TJK|702|702|1991-09-09|Republic of Tajikistan; Tadzhikistan; Dushanbe; Республика Таджикистан; Душанбе
TKM|701|701|1991-10-27|Turkmenia; Ashgabat; Туркмения; Ашхабад; 土库曼
TLS|860|860|2002-05-20|East Timor; Democratic Republic of Timor-Leste; Timor Leste; Dili; Тимор-Лешти
TON|955|972|1970-06-04|Kingdom of Tonga; Nuku'alofa
TTO|52|52|1962-08-31|Trinidad and Tobago; Trinidad; Republic of Trinidad and Tobago; Port of Spain
TUN|616|616|1956-03-20|Republic of Tunisia; Tunis
TUR|640|640|1816|Turkey; Republic of Türkiye; Republic of Turkey; Ottoman Empire; Sublime Porte; Ankara; Турецкая Республика; Анкара; 土耳其共和国
TUV|947|973|1978-10-01|Funafuti
TWN|713|713|1949-12-08|Republic of China; Chinese Taipei; Nationalist China; Formosa; Taiwan, Province of China; Taiwan Province of China; Taipei; Taiwan authorities; Китайская Республика; Тайбэй; Тайбэй (Китай); 中华民国; 台灣; 臺灣; 台北; 中华台北; 台湾地区; 台湾当局; 台湾省; 台方; Taiwan (Province of China)
TZA|510|510|1961-12-09|United Republic of Tanzania; Tanganyika; Dodoma; Dar es Salaam; Tanzania, United Republic of; Объединенная Республика Танзания; 坦桑尼亚联合共和国
UGA|500|500|1962-10-09|Republic of Uganda; Kampala
UKR|369|369|1991-12-01|The Ukraine; Ukrainian SSR; Ukrainian Soviet Socialist Republic; Kyiv; Kiev; Украинская ССР; УССР; Киев; 基辅; Kiev regime; киевский режим
URY|165|165|1830|Eastern Republic of Uruguay; Oriental Republic of Uruguay; Montevideo
USA|2|2|1816|United States of America; US; U.S.; U.S.A.; America; United States Government; U.S. Government; Washington; Washington, D.C.; White House; Pentagon; State Department; Capitol Hill; США; Соединенные Штаты Америки; Америка; Вашингтон; Белый дом; Пентагон; 美利坚合众国; 美國; 美方; 华盛顿; 白宫; 五角大楼; 美帝
UZB|704|704|1991-08-31|Republic of Uzbekistan; Tashkent; Республика Узбекистан; Ташкент
VAT|||1929-02-11|Holy See; Vatican; Vatican City State; The Vatican City; Святой Престол; 教廷; 罗马教廷
VCT|57|57|1979-10-27|St. Vincent and the Grenadines; Saint Vincent and the Grenadines; Kingstown
VEN|101|101|1829|Bolivarian Republic of Venezuela; Venezuela (Bolivarian Republic of); Republic of Venezuela; Caracas; Каракас; Venezuela, Bolivarian Republic of; Боливарианская Республика Венесуэла; Венесуэла (Боливарианская Республика); 委内瑞拉玻利瓦尔共和国; 委内瑞拉(玻利瓦尔共和国)
VNM|816|816|1954-07-21|Viet Nam; Viet-Nam; Socialist Republic of Vietnam; Socialist Republic of Viet Nam; Democratic Republic of Vietnam; Democratic Republic of Viet Nam; North Vietnam; North Viet-Nam; North Viet Nam; SRV; DRV; Hanoi; СРВ; ДРВ; Социалистическая Республика Вьетнам; Северный Вьетнам; Ханой; 越南社会主义共和国; 北越; 越方
VUT|935|935|1980-07-30|Republic of Vanuatu; New Hebrides; Port Vila
WSM|990|990|1962-01-01|Western Samoa; Independent State of Samoa; Apia
XKX|347|347|2008-02-17|Republic of Kosovo; Kosova; Pristina; Prishtina; Приштина
YEM|679|678|1918-10-30|Republic of Yemen; Yemen Arab Republic; North Yemen; Sanaa; Sana'a; Сана; Северный Йемен; 北也门
ZAF|560|560|1910-05-31|Republic of South Africa; Union of South Africa; RSA; Pretoria; ЮАР; Южная Африка; Претория; 南非共和国
ZMB|551|551|1964-10-24|Republic of Zambia; Northern Rhodesia; Lusaka
ZWE|552|552|1965-11-11|Republic of Zimbabwe; Rhodesia; Southern Rhodesia; Harare
"""

# code | COW | GW | start | end | successor | name_en | name_ru | name_zh | aliases
FORMER_STATES = """
CSK|315|315|1918-10-28|1992-12-31||Czechoslovakia|Чехословакия|捷克斯洛伐克|Czecho-Slovakia; Czechoslovak Republic; Czechoslovak Socialist Republic; Czech and Slovak Federal Republic; Czech and Slovak Federative Republic; CSSR; ЧССР; ЧСФР
DDR|265|265|1949-10-07|1990-10-02|DEU|East Germany|Восточная Германия|东德|German Democratic Republic; GDR; G.D.R.; East Berlin; Pankow; ГДР; Германская Демократическая Республика; Восточный Берлин; 民主德国; 德意志民主共和国
SCG|345|345|2003-02-04|2006-06-04|SRB|Serbia and Montenegro|Сербия и Черногория|塞尔维亚和黑山|State Union of Serbia and Montenegro; Государственный союз Сербии и Черногории; 塞黑
SUN|365|365|1922-12-30|1991-12-26|RUS|Soviet Union|Советский Союз|苏联|Union of Soviet Socialist Republics; USSR; U.S.S.R.; Soviet Russia; The Soviets; СССР; Союз Советских Социалистических Республик; Советская Россия; 苏维埃社会主义共和国联盟; 蘇聯; 苏俄; 苏方; 苏修
VDR|817|817|1954-06-04|1975-04-30|VNM|South Vietnam|Южный Вьетнам|南越|Republic of Vietnam; Republic of Viet Nam; Republic of Viet-Nam; South Viet-Nam; South Viet Nam; Saigon; Республика Вьетнам; Сайгон; 越南共和国; 西贡
YMD|680|680|1967-11-30|1990-05-21|YEM|South Yemen|Южный Йемен|南也门|People's Democratic Republic of Yemen; People's Republic of Southern Yemen; Democratic Yemen; Southern Yemen; PDRY; Aden; НДРЙ; Народная Демократическая Республика Йемен; 民主也门; 也门民主人民共和国
YUG|345|345|1918-12-01|2006-06-04|SRB|Yugoslavia|Югославия|南斯拉夫|Socialist Federal Republic of Yugoslavia; Federal Republic of Yugoslavia; Federal People's Republic of Yugoslavia; Kingdom of Yugoslavia; Jugoslavia; SFRY; FRY; СФРЮ; СРЮ; Союзная Республика Югославия; 南联盟
"""

# code | start | name_en | name_ru | name_zh | aliases; a name given as =XX is CLDR's for that territory
GROUPS = """
ARAB_LEAGUE|1945-03-22|Arab League|Лига арабских государств|阿拉伯国家联盟|League of Arab States; LAS; ЛАГ; 阿盟
ASEAN|1967-08-08|ASEAN|АСЕАН|东盟|Association of Southeast Asian Nations; Association of South-East Asian Nations; Ассоциация государств Юго-Восточной Азии; 东南亚国家联盟
AU|2002-07-09|African Union|Африканский союз|非盟|Organization of African Unity; Organisation of African Unity; OAU; Афросоюз; Организация африканского единства; 非洲联盟; 非洲统一组织
AUKUS|2021-09-15|AUKUS|АУКУС|奥库斯|Australia-United Kingdom-United States partnership; 奥库斯联盟; 美英澳三边安全伙伴关系; 澳英美联盟
BRICS|2009-06-16|BRICS|БРИКС|金砖国家|BRIC; BRICS countries; BRICS+; BRICS Plus; БРИК; страны БРИКС; 金砖; 金砖合作; 金砖五国
CIS|1991-12-08|Commonwealth of Independent States|Содружество Независимых Государств|独联体|CIS countries; СНГ; страны СНГ; 独立国家联合体
CSTO|2002-10-07|Collective Security Treaty Organization|Организация Договора о коллективной безопасности|集体安全条约组织|Collective Security Treaty Organisation; Collective Security Treaty; Tashkent Treaty; ОДКБ; 集安组织; 集安条约组织
EAEU|2015-01-01|Eurasian Economic Union|Евразийский экономический союз|欧亚经济联盟|EEU; Eurasian Union; Eurasian Economic Community; EurAsEC; ЕАЭС; Евразийский союз; ЕврАзЭС; 欧亚联盟
EU|1993-11-01|=EU|=EU|=EU|E.U.; European Community; European Communities; European Economic Community; EEC; ЕС; Евросоюз; Европейское сообщество; ЕЭС; 欧洲联盟; 欧方; 欧共体; 欧洲共同体
EUROPE||=150|=150|=150|European countries; European nations; European continent; европейские страны; страны Европы; 欧洲国家; 欧洲各国
G20|1999|G20|Большая двадцатка|二十国集团|G-20; Group of 20; Group of Twenty; Группа двадцати; двадцатка
G7|1975|G7|Большая семерка|七国集团|G-7; Group of Seven; Group of 7; Группа семи; семерка; 西方七国集团
G77|1964-06-15|Group of 77|Группа 77|77国集团|G-77; Group of Seventy-Seven; Group of 77 and China; G77 and China; Группа семидесяти семи; 七十七国集团; 77国集团和中国
GCC|1981-05-25|Gulf Cooperation Council|Совет сотрудничества арабских государств Персидского залива|海合会|Cooperation Council for the Arab States of the Gulf; Gulf Co-operation Council; ССАГПЗ; 海湾合作委员会; 海湾阿拉伯国家合作委员会
GLOBAL_SOUTH||Global South|Глобальный Юг|全球南方|Third World; developing countries; developing nations; developing world; третий мир; развивающиеся страны; страны Глобального Юга; 第三世界; 发展中国家; 广大发展中国家; 南方国家
MERCOSUR|1991-03-26|Mercosur|МЕРКОСУР|南方共同市场|Southern Common Market; Mercosul; Южноамериканский общий рынок; 南共市
NATO|1949-04-04|NATO|НАТО|北约|North Atlantic Treaty Organization; North Atlantic Treaty Organisation; North Atlantic Alliance; Atlantic Alliance; N.A.T.O.; OTAN; Североатлантический альянс; Организация Североатлантического договора; Североатлантический блок; 北大西洋公约组织; 北大西洋联盟
NON_ALIGNED|1961-09-01|Non-Aligned Movement|Движение неприсоединения|不结盟运动|Nonaligned Movement; Movement of Non-Aligned Countries; Non-Aligned Countries; Nonaligned Countries; неприсоединившиеся страны; 不结盟国家
OAS|1948-04-30|Organization of American States|Организация американских государств|美洲国家组织|Organisation of American States; ОАГ
OPEC|1960-09-14|OPEC|ОПЕК|欧佩克|Organization of the Petroleum Exporting Countries; Organisation of the Petroleum Exporting Countries; Организация стран-экспортеров нефти; 石油输出国组织
OSCE|1975-08-01|Organization for Security and Co-operation in Europe|Организация по безопасности и сотрудничеству в Европе|欧安组织|Organization for Security and Cooperation in Europe; Organisation for Security and Co-operation in Europe; Organisation for Security and Cooperation in Europe; CSCE; Conference on Security and Co-operation in Europe; Conference on Security and Cooperation in Europe; ОБСЕ; СБСЕ; 欧洲安全与合作组织
QUAD|2007|Quad|Четырехсторонний диалог по безопасности|四方安全对话|Quadrilateral Security Dialogue; Квад; 四方机制; 美日印澳四方机制
SCO|2001-06-15|Shanghai Cooperation Organisation|Шанхайская организация сотрудничества|上海合作组织|Shanghai Cooperation Organization; Shanghai Co-operation Organization; Shanghai Five; ШОС; Шанхайская пятерка; 上合组织; 上合; 上海五国
UN|1945-10-24|=UN|=UN|=UN|U.N.; UNO; United Nations Organization; United Nations Organisation; ООН; Объединенные Нации; 联合国组织
WEST||the West|Запад|西方|Western countries; Western nations; Western states; Western world; Western powers; Collective West; Western bloc; коллективный Запад; западные страны; страны Запада; западный мир; 西方国家; 西方世界; 西方集团; 集体西方
"""


def lines_of(text: str, fields: int) -> list[list[str]]:
    """Split a block above into rows of stripped cells, refusing rows of another length."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    for row in rows:
        if len(row) != fields:
            raise SystemExit(f"{row[0]}: {len(row)} cells, expected {fields}")
    return rows


def cldr_names(territory: str) -> list[str]:
    """CLDR's plain name of a territory in English, Russian and Chinese."""
    return [str(Locale(language).territories[territory]) for language in ("en", "ru", "zh")]


def aliases_of(text: str, names: list[str]) -> str:
    """Aliases joined by `|`, without those that are the code or a name already."""
    kept = dict.fromkeys(alias.strip() for alias in text.split(";") if alias.strip())
    return "|".join(alias for alias in kept if alias not in names)


def rows() -> list[list[str]]:
    """All rows of the table: states by code, then former states, then groups."""
    # CLDR's aliases lead from alpha-3 to alpha-2; XKX is a user-assigned code that it does not know.
    alpha_2 = {code: to[0] for code, to in get_global("territory_aliases").items()} | {"XKX": "XK"}
    table = []
    for code, cow, gw, start, aliases in lines_of(STATES, 5):
        names = cldr_names(alpha_2[code])
        family = FAMILY.get(code, "other_state")
        aliases = aliases_of(aliases, [code, *names])
        table.append([code, "state", *names, cow, gw, start, "", "", aliases, family])
    for code, cow, gw, start, end, successor, en, ru, zh, aliases in lines_of(FORMER_STATES, 10):
        names = [en, ru, zh]
        family = FAMILY.get(code, "other_state")
        aliases = aliases_of(aliases, [code, *names])
        table.append([code, "former_state", *names, cow, gw, start, end, successor, aliases, family])
    for code, start, en, ru, zh, aliases in lines_of(GROUPS, 6):
        names = cldr_names(en[1:]) if en.startswith("=") else [en, ru, zh]
        family = FAMILY.get(code, "")
        aliases = aliases_of(aliases, [code, *names])
        table.append([code, "group", *names, "", "", start, "", "", aliases, family])
    return table


def table_text() -> str:
    """The whole csv: UTF-8 text, `,`, LF."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows())
    return out.getvalue()


def main(arguments: list[str]) -> int:
    text = table_text()
    if "--check" in arguments:
        return int(TABLE.read_text(encoding="utf-8") != text)
    TABLE.write_text(text, encoding="utf-8", newline="\n")
    print(f"{TABLE}: {len(text.splitlines()) - 1} actors", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
