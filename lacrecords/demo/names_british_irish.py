"""The names of British, Irish and Caribbean families of the demo.

Ordinary names, from general knowledge; no file of names is read, and every person made of
them is invented. The commonest stand first; long tails are put together from syllables.
"""

from __future__ import annotations

from lacrecords.demo.stock import Stock, composed, once, words_of

BRITISH = Stock(
    "british",
    52,
    once(
        words_of(
            "Olivia Amelia Lily Isla Ava Grace Freya Florence Ivy Poppy Daisy Elsie Willow Evie"
            " Sophie Phoebe Rosie Harriet Matilda Evelyn Charlotte Emily Ella Isabelle Jessica"
            " Millie Ruby Chloe Lola Erin Molly Holly Martha Bethany Lacey Kayleigh Shannon Demi"
            " Tilly Nancy Beatrix Imogen Eleanor Georgia Skye Summer Paige Hattie Edie Maisie"
            " Lottie Flora Scarlett Darcie Amber Jasmine Megan Lauren Abigail Lucy Hannah Niamh"
            " Caitlin Katie Kaitlyn Kayley Leah Libby Lexi Lyla Orla Esme Thea Penelope Aria"
            " Bonnie Robyn Eliza Violet Iris Mabel Ada Edith Maeve Ottilie Clementine Marigold"
            " Beth Bella Brooke Courtney Chelsea Danielle Ellie Ellen Faith Francesca Gracie"
            " Heidi Hope Jade Jodie Keira Kiera Kirsty Lara Layla Lilly Lydia Maddison Madison"
            " Mya Mia Mollie Naomi Nicole Rachel Rebecca Sarah Sara Sienna Sophia Sofia Stacey"
            " Tegan Tia Tiffany Victoria Zara Zoe Zoey"
        ),
        composed(
            "Lily Ella Ellie Gracie Amelia Ava Evie Maisie Poppy Ruby Lexi Lacey Millie Bella"
            " Darcey Daisy Holly Summer Skyla Tilly",
            "Mae Rose Grace May Rae Leigh Louise Jo Ann Marie Jayne Faith",
            "-",
        ),
    ),
    once(
        words_of(
            "Oliver George Noah Arthur Harry Leo Jack Charlie Oscar Jacob Henry Thomas Freddie"
            " Alfie Theo William Archie Joshua James Isaac Edward Lucas Max Logan Alexander"
            " Finley Harrison Daniel Samuel Mason Teddy Joseph Toby Ethan Benjamin Riley Albie"
            " Reggie Stanley Harvey Callum Kieran Declan Bradley Jude Rupert Barnaby Wilfred"
            " Ernest Jenson Tyler Corey Ashton Kai Leighton Dexter Rowan Felix Hugo Digby Monty"
            " Laurie Ralph Ned Jasper Liam Luke Ryan Connor Conor Nathan Jayden Jaiden Jaden"
            " Hayden Aiden Aidan Zachary Reece Rhys Louis Lewis Elliot Elliott Eliot Frankie"
            " Ronnie Tommy Bobby Sonny Vinnie Roman Hunter Carter Blake Dylan Dillon Jamie"
            " Cameron Kyle Scott Craig Dean Lee Shane Zak Zac Luca Adam Aaron Ben Sam Matthew"
            " Mathew Michael Nicholas Owen Patrick Peter Robert Sebastian Sean Shaun Stephen"
            " Steven Stuart Stewart Tobias Tristan Warren Xander Bailey Brandon Jordan Kaden"
            " Caleb Ellis Ezra Jonah Milo Otis Rory Spencer Gabriel"
        ),
        composed(
            "Tommy Bobby Alfie Charlie Jaxon Jayden Kayden Freddie Ronnie Riley Logan Tyler",
            "Lee Joe Jay James John Ray Jack Dean Junior",
            "-",
        ),
    ),
    once(
        words_of(
            "Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson"
            " Evans Walker White Roberts Green Hall Wood Jackson Clarke Harris Clark Turner Hill"
            " Cooper Ward Moore Morris King Watson Baker Harrison Morgan Allen Scott James"
            " Phillips Parker Lee Bennett Young Cook Shaw Richardson Carter Griffiths Collins"
            " Bailey Edwards Hughes Marshall Miller Cox Bell Price Adams Murray Simpson Ellis"
            " Mitchell Gray Webb Rogers Foster Powell Hunt Mills Palmer Holmes Stevens Stephens"
            " Matthews Fisher Barnes Knight Lloyd Butler Russell Barker Mason Dixon Harvey Pearson"
            " Fletcher Graham Jenkins Howard Andrews Reynolds Elliott Lawrence Ford Payne Fox"
            " Pearce West Day Brooks Bradley Dean Saunders Lane Spencer Hart Cole Newton Rose"
            " Burton Grant Perry Wells Nicholson Gibson Hawkins Berry Webster Francis Chapman"
            " Cunningham Carr Bird Arnold Gardner Hudson Watts Atkinson Greenwood Sutcliffe"
            " Thackerby Winstone Hallowell Prentice Garside Larkin Bassett Oakshott Tansley"
            " Birtwhistle Crabtree Drewett Fairbrass Gilroy Hazelwick Inskip Jessop Kettlewell"
            " Lovegrove Mountford Nettleton Ormerod Pocklington Quartley Ramsgill Saltmarsh"
            " Thirlwell Underwood Vickerstaff Wainwright Yarwood Ackerley Bramall Cawthorne"
            " Dewhirst Eastoe Farthing Goodacre Hebblethwaite Jolley Kilner Leadbeater"
            " Micklewright Noakes Openshaw Pickersgill Rudkin Sugden Tunnicliffe Wardle Yeardley"
        ),
        composed(
            "Ash Oak Elm Birch Hazel Thorn Bram Haw Holl Row Will Black White Brad Stan Whit"
            " Harg Hal Hather Har Had Hen Hin Hol Horn Hut Kel Ken Kil Kirk Lang Lid Lin Long"
            " Low Mar Mel Mid Mil Mor Nor North Old Pad Pem Pen Pick Pres Rad Rams Red Rich"
            " Rid Rook Ross Rush Sal Sand Sed Shel Sher Shir Sil Skel Som South Stain Stap Stock"
            " Strat Sud Sut Swan Tad Tal Tarl Tem Til Tun Twy Wad Wal Wat Wen West Wet Whar"
            " Wick Win Wood Wool Wor Yel Al Ald Ark Bar Bax Beck Ben Bick Bol Bos Brom Buck",
            "ton ley field ham well worth by bourne wood ford combe shaw den croft gate stead"
            " wick cott more house bank hurst land man ridge side stone thorpe thwaite ward",
        ),
    ),
    ("WBRI",),
)


IRISH = Stock(
    "irish",
    3,
    words_of(
        "Niamh Aoife Caoimhe Saoirse Siobhán Róisín Bridget Margaret Theresa Orla Áine Aisling"
        " Bernadette Breda Bríd Ciara Clodagh Deirdre Eimear Éabha Fiadh Gráinne Helen Kathleen"
        " Mary Maura Nora Nuala Philomena Shauna Sinéad Sorcha Úna"
    ),
    words_of(
        "Cillian Fionn Eoin Pádraig Tadhg Conor Miley Simeon Darragh Martin John Patrick Michael"
        " James Thomas Jim Johnny Paddy Felix Bernard Brendan Cathal Ciarán Colm Cormac Dáithí"
        " Diarmuid Donal Dermot Donnacha Éamon Eoghan Fergal Fiachra Iarla Jeremiah Lorcan Niall"
        " Oisín Rian Rónán Ruairí Seamus Seán Senan Shane"
    ),
    once(
        words_of(
            "Murphy Kelly O'Sullivan Walsh O'Brien Byrne Ryan O'Connor O'Neill O'Reilly Doyle"
            " McCarthy Gallagher Doherty Kennedy Lynch Murray Quinn Moore McLoughlin Ward"
            " McDonagh Connors Brannigan Delahunt Tierney Cullinane McHale Geraghty Mongan Keenan"
            " Ó_Conaill Tuohy Heffernan Looby Hanratty Considine Maughan Stokes Sweeney Nolan"
            " Flynn Foley Hogan Casey Cash Doran Dunne Duffy"
        ),
        composed("Mc Mac", "Grath Keever Cabe Govern Manus Ginley Namara Aleer Elroy Inerney"),
        composed(
            "O'", "Hagan Driscoll Malley Hara Dowd Grady Keeffe Leary Meara Shea Toole Rourke"
        ),
    ),
    ("WIRI", "WIRT"),
)


CARIBBEAN = Stock(
    "caribbean",
    5,
    words_of(
        "Keziah Aaliyah Shanice Renée Tianna Monique Jada Naomi Ebony Candice Latoya Simone"
        " Alicia Amara Amani Brianna Chanel Chantelle Cherelle Destiny Diamond Ciara Gabrielle"
        " Imani India Janelle Jasmine Kadisha Keisha Kiara Leanna Leticia Mikayla Nevaeh"
        " Nyah Rhianna Sasha Serena Shania Shanelle Shaniqua Sherece Talia Tamara Tanisha"
        " Tiana Trinity Yasmin Zaria"
    ),
    words_of(
        "Malachi Jermaine Tyrese Andre Kymani Darnell Reuben Marlon Isaiah Curtis Delroy Jaheim"
        " Akeem Ajani Antwone Carlton Cassius Damarion Dante Dejuan Demetri Denzel Devonte"
        " Dominic Dwayne Elijah Errol Ezekiel Jahmal Javon Jerome Josiah Kadeem Kareem Kayden"
        " Keanu Kenroy Kyron Lamar Leroy Levi Micah Nathaniel Omari Rakeem Raheem Romario"
        " Rashawn Romeo Shaquille Tajay Tremaine Trey Tyrell Winston Xavier Zion"
    ),
    words_of(
        "Brown Williams Campbell Johnson Clarke Thompson Smith Grant Gordon Francis Morgan Reid"
        " Henry Lewis Thomas Edwards Bailey James Gayle Powell Richards Samuels Stewart Wright"
        " Hibbert Pryce Mowatt Nembhard Brissett Tulloch Levene Pinnock Blagrove Duhaney Swaby"
        " Mignott Allen Anderson Bartley Beckford Bennett Bogle Burke Charles Christie Codrington"
        " Daley Dacosta Dawkins Douglas Dwyer Ellis Facey Forbes Forde Gittens Graham Grizzle"
        " Hinds Holness Hylton Joseph Laing Lawes Lindo Lynch Marriott McKenzie McLean Miller"
        " Morrison Myrie Palmer Parchment Peart Philip Roach Rowe Salmon Sinclair Spence Sterling"
        " Tomlinson Wallace Walters Weekes Whyte Wint"
    ),
    ("BCRB", "MWBC"),
    8,
)
