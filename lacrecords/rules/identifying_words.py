"""Words that a search for identifying text must know: streets, titles, and what is no name. Pure.

The lists are of the field; they decide nothing. A word that is missing here is warned of
once too often, never once too little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# Up to three of these stand between the parts of one number or postcode: blanks, line ends,
# dots, every dash, brackets, and the signs without width that copied text brings along.
GAP = r"\s.()\[\]/\\_+~·•\-\u00ad\u200b-\u200f\u2010-\u2015\u2060\u2212\ufeff"
BEGINS, ENDS = r"(?<![^\W_])", r"(?![^\W_])"

STREET_SURE = (
    "road rd street avenue ave av crescent cres gardens gdns terrace grove lane boulevard "
    "blvd mews cul-de-sac esplanade embankment"
).split()
STREET_UNSURE = (
    "st close cl drive dr court ct place pl way walk row rise hill green park view square sq "
    "parade broadway quay wharf yard fold croft garth dene mount vale bank end gate path "
    "causeway promenade highway bridge meadow meadows field fields orchard ridge bottoms brow "
    "circus common heath approach passage alley arcade loan wynd brae"
).split()
HOUSES = (
    "cottage cottages house lodge farm farmhouse villa villas manor hall court barn bungalow "
    "vicarage rectory grange towers mansions heights apartments buildings caravan"
).split()

TITLES = (
    "mr mrs ms miss mx dr prof professor rev reverend sir lady lord dame pc wpc dc ds di dci ps "
    "sgt sergeant constable inspector nurse sister judge councillor cllr aunt auntie aunty uncle "
    "nan nana nanny nanna gran granny grandma grandmother grandad granddad grandfather grandpa "
    "mum mam mummy mother dad daddy father stepfather stepdad stepmother stepmum brother son "
    "daughter cousin niece nephew baby partner boyfriend girlfriend husband wife"
).split()
ALWAYS_BEFORE_A_NAME = "mr mrs ms mx".split()
NAMING = "called named nicknamed alias aka".split()

MONTHS_AND_DAYS = (
    "january february march april may june july august september october november december jan "
    "feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday "
    "saturday sunday mon tue tues wed thu thur thurs fri sat sun easter christmas ramadan eid "
    "diwali spring summer autumn winter bank holiday"
).split()
FUNCTION_WORDS = (
    "a about after all also although am an and any are as at be because been before being both "
    "but by can could did do does during each either every few for from had has have he her here "
    "hers him his how however i if in into is it its may me might more most must my no nor not "
    "now of off on once one only or other our out over own per she should since so some still "
    "such than that the their them then there these they this those though through to today "
    "together tomorrow tonight too two under unless until up upon us very was we were what when "
    "where whether which while who whom whose why will with within without would yes yesterday "
    "yet you your please thank thanks dear hello hi ok okay re fao cc nb said says say asked asks "
    "told tells wants want thinks feels went goes came comes saw sees met knows rang rings "
    "called being having given giving following regarding concerning considering despite "
    "according perhaps maybe question answer background advice concern concerns note notes "
    "meanwhile therefore nevertheless finally first second third next last later earlier "
    "currently recently previously additionally furthermore"
).split()
INSTITUTIONS = (
    "nhs gp mash lado senco camhs marac mappa idva isva ehcp ehc gdpr dpa lac cin cpp cp cla dbs "
    "crb cse cce fgm cafcass ofsted hmrc dwp cps ico uk eu gb usa england wales scotland ireland "
    "britain united kingdom english welsh scottish irish british act acts section sections part "
    "schedule article regulation regulations rule rules guidance children child's children's "
    "child young people person persons adult adults adult's social worker workers care services "
    "service department directorate team teams council county borough city district town "
    "metropolitan unitary authority local national police constabulary force officer officers "
    "hospital hospitals school schools primary secondary infant infants junior juniors academy "
    "college university nursery playgroup centre center clinic surgery practice health visitor "
    "visitors midwife midwives nurse doctor doctors teacher head headteacher deputy designated "
    "named lead manager director guardian caldicott safeguarding board partnership protection "
    "plan plans conference review reviews meeting strategy discussion early help need needs in "
    "court courts crown family magistrates magistrates' high supreme youth tribunal order orders "
    "legal law judge justice government office home secretary minister ministry commissioner "
    "information sharing data working together keeping education welfare inspector probation "
    "prison prisons housing association benefits benefit universal credit department church "
    "mosque temple synagogue trust foundation charity society community mental public "
    "private voluntary sector group emergency duty out hours ambulance fire rescue accident "
    "assessment referral referrals framework form forms record records register system report "
    "reports letter statement policy procedure procedures protocol protocols questions golden "
    "principles principle key stage year reception sure start barnardo's nspcc childline women's "
    "aid refuge samaritans citizens multi agency single joint independent reviewing chair "
    "looked paediatrician consultant psychologist psychiatrist therapist practitioner special "
    "educational disability human rights equality freedom protocol word microsoft teams whatsapp "
    "facebook instagram snapchat tiktok youtube twitter google zoom email god covid a&e mum dad "
    "mother father gran nan aunt uncle sister brother who's road street"
).split()
NO_NAME = frozenset(FUNCTION_WORDS) | frozenset(INSTITUTIONS) | frozenset(MONTHS_AND_DAYS)

# Names that are everyday words too: alone they warn, they do not forbid.
EVERYDAY_NAMES = frozenset(
    "grace mark hope rose joy faith dale dean brown white green black gray grey young old long "
    "short little small best good hill wood woods brook banks lake field fields ford bridge mill "
    "stone parish church king queen prince bishop pope abbot knight page cook baker butler taylor "
    "smith turner carter mason miller potter shepherd fisher hunter archer gardener ward day week "
    "winter summer spring april june august autumn dawn eve iris ivy lily daisy holly heather "
    "jasmine violet olive poppy ruby pearl amber jade crystal sky star robin jay drew jack bill "
    "bob rob sue pat will art guy max miles rich frank earnest christian love law case price cross "
    "power child childs man mann bird wolf fox lamb bull swift moody sharp wise strong savage "
    "north west east south london england france holland street lane park parks court house hall "
    "home kitchen chambers close may can so do an such more noble chance angel destiny harmony "
    "serenity trinity justice precious princess blessing patience prudence charity mercy gift "
    "success favour sonny junior buddy chase skip carol melody harper read reader rain storm "
    "river rivers forest reed moss heath rowan ash hazel berry bean rice pepper salt ginger".split()
)
PARTICLES = frozenset(
    "van der den de la le du da di al el bin ben ap mac mc st von ibn abu".split()
)


def any_of(words: Iterable[str]) -> str:
    """A pattern that is met by any of the words; what follows it must say where a word ends."""
    return "(?:" + "|".join(map(re.escape, words)) + ")"
