"""Stocks of names from which the demo's people are put together.

Ordinary names of the many families of an English council, from general knowledge;
every person made of them is invented. No file of names is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Stock:
    """The names of one tradition; `share` is how many families in a hundred use it."""

    share: int
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    surnames: tuple[str, ...]
    ethnicities: tuple[str, ...]
    women_end_in_a: bool = False

    def surname_of(self, surname: str, woman: bool) -> str:
        """The form of a family name that a woman or a man uses."""
        if woman and self.women_end_in_a and surname.endswith(("ski", "cki", "dzki")):
            return f"{surname[:-1]}a"
        return surname


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


STOCKS: tuple[Stock, ...] = (
    Stock(
        52,
        _words(
            "Amelia Ivy Poppy Daisy Freya Elsie Florence Willow Harriet Matilda Rosie Evelyn Phoebe"
            " Martha Bethany Lacey Kayleigh Shannon Demi Tilly Nancy Beatrix Clementine Marigold"
            " Imogen Eleanor Georgia Skye Summer Paige Hattie Edie Maisie Lottie Flora"
        ),
        _words(
            "Oliver Alfie Freddie Archie Stanley Albie Reggie Harvey Callum Kieran Declan Bradley"
            " Jude Rupert Barnaby Wilfred Ernest Toby Jenson Riley Tyler Corey Ashton Kai Leighton"
            " Dexter Rowan Felix Hugo Digby Monty Laurie Ralph Ned Jasper"
        ),
        _words(
            "Thackerby Winstone Hallowell Prentice Garside Larkin Bassett Pemberley Oakshott"
            " Tansley Birtwhistle Crabtree Drewett Fairbrass Gilroy Hazelwick Inskip Jessop"
            " Kettlewell Lovegrove Mountford Nettleton Ormerod Pocklington Quartley Ramsgill"
            " Saltmarsh Thirlwell Underwood Vickerstaff Wainwright Yarwood Ackerley Bramall"
            " Cawthorne Dewhirst Eastoe Farthing Goodacre Hebblethwaite Jolley Kilner Leadbeater"
            " Micklewright Noakes Openshaw Pickersgill Rudkin Sugden Tunnicliffe Wardle Yeardley"
        ),
        ("WBRI",),
    ),
    Stock(
        11,
        _words(
            "Aisha Zainab Maryam Hafsa Anaya Iqra Sumaiya Noor Amina Mahnoor Sadia Rukhsana Safa"
            " Nabila Inaya Areeba Huma Tayyaba Zoya Mehreen"
        ),
        _words(
            "Yusuf Ibrahim Bilal Zayn Haroon Idris Faisal Imran Kamran Sufyan Rayyan Danyal Awais"
            " Junaid Tariq Umar Shahid Ehsan Rehan Musa"
        ),
        _words(
            "Gondal Langrial Khokhar Minhas Tiwana Warraich Lodhi Barlas Kiani Abbasi"
            " Durrani Afridi Bangash Khattak Talukdar Mollah Sardar Mridha Howlader Prodhan"
            " Leghari Janjua"
        ),
        ("APKN", "ABAN"),
    ),
    Stock(
        7,
        _words(
            "Simran Jasleen Harleen Kiran Anjali Priya Meera Diya Kavya Pooja Nisha Avneet Gurleen"
            " Isha Riya"
        ),
        _words(
            "Arjun Rohan Gurpreet Jaspal Harjit Manveer Kabir Dev Nikhil Aarav Vikram Sandeep"
            " Ranveer Ishaan Yuvraj"
        ),
        _words(
            "Sekhon Cheema Matharu Toor Bhamra Kundi Lakhani Thakkar Zala Bhardwaj Panesar"
            " Kalsi Ubhi Sura"
        ),
        ("AIND",),
    ),
    Stock(
        8,
        _words(
            "Adaeze Folasade Temitope Ngozi Chiamaka Abena Efua Akosua Yewande Simisola Zuri"
            " Blessing Precious Esi Ifeoma"
        ),
        _words(
            "Oluwaseun Chidi Emeka Kwame Kofi Kwabena Tobi Femi Ikenna Obinna Tunde Yaw Ayodele"
            " Nnamdi Segun"
        ),
        _words(
            "Akinyemi Onwuka Ezeani Ugochukwu Anyanwu Amponsah Ibeh Adomako Osei-Tutu"
            " Akintola Bamgbose"
        ),
        ("BAFR",),
    ),
    Stock(
        5,
        _words("Hodan Ifrah Sagal Ayaan Hibo Fadumo Nasra Ubah Deqa Idil Samira Hamdi"),
        _words(
            "Abdirahman Liban Mahad Guled Warsame Yonis Ayub Abdi Bashir Khalid Sharmake Zakaria"
        ),
        _words(
            "Gaas Shirdon Aideed Buuni Faarax Cilmi Kaahin Roble Samantar Waberi Haybe"
            " Ducaale Sugulle"
        ),
        ("BAFR",),
    ),
    Stock(
        5,
        _words(
            "Keziah Aaliyah Shanice Renée Tianna Monique Jada Naomi Ebony Candice Latoya Simone"
        ),
        _words(
            "Malachi Jermaine Tyrese Andre Kymani Darnell Reuben Marlon Isaiah Curtis Delroy Jaheim"
        ),
        _words(
            "Hibbert Pryce Mowatt Nembhard Brissett Tulloch Levene Pinnock Blagrove Duhaney"
            " Swaby Mignott"
        ),
        ("BCRB", "MWBC"),
    ),
    Stock(
        6,
        _words("Zofia Maja Lena Oliwia Zuzanna Kinga Aneta Dorota Agnieszka Wiktoria Hanna Nadia"),
        _words(
            "Jakub Szymon Kacper Filip Antoni Mateusz Wojciech Bartosz Tomasz Marcin Igor Oskar"
        ),
        _words(
            "Czerwiński Gajewski Stasiak Kubicki Rogalski Malicki Borowski Kozieł Gawron"
            " Sobczyk Białecki Górecki Janicki"
        ),
        ("WOTH",),
        women_end_in_a=True,
    ),
    Stock(
        3,
        _words("Ioana Andreea Elena Larisa Denisa Roxana Alina Mirela Bianca Teodora"),
        _words("Andrei Mihai Ștefan Ionuț Darius Vlad Cristian Rareș Luca Matei"),
        _words("Lungu Dragomir Voinea Bratu Pătrașcu Ilie Manole Sava Oprea"),
        ("WOTH", "WROM"),
    ),
    Stock(
        3,
        _words("Niamh Aoife Caoimhe Saoirse Siobhán Róisín Bridget Margaret Theresa Orla"),
        _words("Cillian Fionn Eoin Pádraig Tadhg Conor Miley Simeon Darragh Martin"),
        _words(
            "Brannigan Delahunt Tierney Cullinane McHale Geraghty Mongan Keenan Ó_Conaill"
            " Tuohy Heffernan Looby Hanratty Considine"
        ),
        ("WIRI", "WIRT"),
    ),
)


def choose_stock(chance: Random) -> Stock:
    """A tradition, as often as its share."""
    return chance.choices(STOCKS, [stock.share for stock in STOCKS])[0]


def choose_surname(chance: Random, stock: Stock) -> str:
    """A family name in the form that a man uses."""
    return chance.choice(stock.surnames).replace("_", " ")


def choose_forename(chance: Random, stock: Stock, woman: bool, taken: set[str]) -> str:
    """A given name that nobody else in this family has."""
    names = [name for name in (stock.girls if woman else stock.boys) if name not in taken]
    name = chance.choice(names or (stock.girls if woman else stock.boys))
    taken.add(name)
    return name
