"""National codes in words: ethnicity, legal status, why a case was closed. Data only.

Codes are those of the national returns on children; the words are plain English for
screens. A code that is not among them is shown as it stands.
"""

from __future__ import annotations

ETHNICITY_WORDS = {
    "WBRI": "White British",
    "WIRI": "White Irish",
    "WOTH": "Any other White background",
    "WIRT": "Traveller of Irish heritage",
    "WROM": "Gypsy or Roma",
    "MWBC": "White and Black Caribbean",
    "MWBA": "White and Black African",
    "MWAS": "White and Asian",
    "MOTH": "Any other mixed background",
    "AIND": "Indian",
    "APKN": "Pakistani",
    "ABAN": "Bangladeshi",
    "AOTH": "Any other Asian background",
    "BCRB": "Caribbean",
    "BAFR": "African",
    "BOTH": "Any other Black background",
    "CHNE": "Chinese",
    "OOTH": "Any other ethnic group",
    "REFU": "Did not wish to say",
    "NOBT": "Not known yet",
}

LEGAL_STATUS_WORDS = {
    "C1": "Interim care order",
    "C2": "Full care order",
    "D1": "Freeing order",
    "E1": "Placement order",
    "V2": "Accommodated under section 20",
    "V3": "Short breaks, recorded one by one",
    "V4": "Short breaks, recorded as an agreement",
    "L1": "Police protection",
    "L2": "Emergency protection order",
    "L3": "Child assessment order",
    "J1": "Remanded to the authority or to youth detention",
    "J2": "Placed under police and criminal evidence law",
    "J3": "Youth rehabilitation order with residence",
}

CLOSURE_WORDS = {
    "RC1": "Adopted",
    "RC2": "Died",
    "RC3": "Child arrangements order",
    "RC4": "Special guardianship order",
    "RC5": "Transferred to the services of another local authority",
    "RC6": "Transferred to adult social care services",
    "RC7": "Services ceased for any other reason, including child no longer in need",
    "RC8": "Closed after assessment, no further action",
    "RC9": "Closed after assessment, referred to early help",
}
"""Why a case was closed, by the codes of the children in need census."""

RESPONSIBILITY_WORDS = {
    "birth_mother": "Birth mother",
    "on_certificate": "Father or second parent on the birth certificate",
    "married": "Married to, or civil partner of, the mother at the birth",
    "agreement": "Parental responsibility agreement",
    "court_order": "Order of a court",
    "guardian": "Guardian or special guardian",
    "adoption": "Adoption",
}

SIBLING_CHOICES = {
    "brother or sister": "Brother or sister",
    "half brother or sister": "Half brother or sister",
    "step brother or sister": "Step brother or sister",
    "twin": "Twin",
    "related child": "Another relation",
}

REVIEW_WORDS = {
    "initial": "Initial child protection conference",
    "first_review": "First review conference",
    "review": "Review conference",
    "transfer_in": "Transfer-in conference",
}
