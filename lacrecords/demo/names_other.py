"""The names of families of the demo from other traditions than those of these islands.

Ordinary names, from general knowledge; no file of names is read, and every person made of
them is invented. The commonest stand first; long tails are put together from syllables.
"""

from __future__ import annotations

from lacrecords.demo.stock import Stock, composed, once, words_of

SOUTH_ASIAN_MUSLIM = Stock(
    "south asian muslim",
    11,
    words_of(
        "Aisha Fatima Maryam Zainab Khadija Amina Hafsa Anaya Iqra Sumaiya Noor Mahnoor Sadia"
        " Rukhsana Safa Nabila Inaya Areeba Huma Tayyaba Zoya Mehreen Ayesha Zaynab Mariam"
        " Khadijah Aaminah Aleena Alina Anum Arooj Asma Bushra Eshal Farah Farzana Ghazala"
        " Habiba Hania Hina Humaira Inayah Jannat Kainat Kiran Laiba Lubna Maham Malaika"
        " Maira Minahil Mishal Mumtaz Nadia Naila Nasreen Nimra Parveen Rabia Razia Rimsha"
        " Rubina Saba Saima Sajida Salma Samina Sana Sehrish Shabana Shaista Shazia Sobia"
        " Sumayyah Tahira Tanzila Uzma Yasmin Zahra Zara Zeenat Zubaida"
    ),
    words_of(
        "Muhammad Mohammed Mohammad Yusuf Ibrahim Bilal Zayn Ali Hamza Haroon Idris Faisal Imran"
        " Kamran Sufyan Rayyan Danyal Awais Junaid Tariq Umar Shahid Ehsan Rehan Musa Abdullah"
        " Abdul Adeel Adil Adnan Ahmad Ahmed Amir Aamir Ammar Anas Aqib Arham Arslan Asad Asif"
        " Atif Ayaan Azaan Babar Basit Daud Ehan Eesa Essa Fahad Farhan Fawad Haider Haris"
        " Harris Hasan Hassan Hussain Husnain Ilyas Irfan Ismail Isa Jamal Jawad Kashif Khalid"
        " Luqman Mahmood Mehdi Mikaeel Moeen Mubashir Mustafa Nabeel Nadeem Naveed Omar Qasim"
        " Raheel Rashid Rizwan Saad Sajid Salman Saqib Shoaib Sohail Talha Taimoor Usman Uzair"
        " Wahid Waqar Waseem Yahya Yaqub Younis Yousaf Zakariya Zaid Zubair"
    ),
    words_of(
        "Khan Hussain Ahmed Ali Begum Miah Akhtar Mahmood Iqbal Rahman Uddin Shah Malik Mohammed"
        " Hussein Islam Hassan Chowdhury Bibi Mirza Butt Qureshi Sheikh Raja Aslam Rashid Ashraf"
        " Hamid Hanif Javed Kauser Latif Rafiq Sadiq Saleem Yousaf Zaman Ahmad Alam Anwar Arshad"
        " Aziz Bashir Choudhury Dar Farooq Ghani Haque Haq Ilyas Jabbar Jamil Karim Khatun Majid"
        " Mehmood Munir Nawaz Nazir Parveen Rauf Razzaq Rehman Riaz Sultana Tariq Wahid Yaqoob"
        " Zafar Gondal Langrial Khokhar Minhas Tiwana Warraich Lodhi Barlas Kiani Abbasi"
        " Durrani Afridi Bangash Khattak Talukdar Mollah Sardar Mridha Howlader Prodhan"
        " Leghari Janjua Satti Sudhan Kayani Bhatti Chaudhry Dogar Gujjar Kashmiri Laskar Matin"
        " Mokbul Quddus Sikder Tarafdar"
    ),
    ("APKN", "ABAN"),
    3,
)


INDIAN = Stock(
    "indian",
    7,
    words_of(
        "Simran Jasleen Harleen Kiran Anjali Priya Meera Diya Kavya Pooja Nisha Avneet Gurleen"
        " Isha Riya Aarya Aanya Ananya Anika Asha Bhavna Deepa Ekam Gurpreet Harpreet Hema"
        " Ishani Jasmeet Jaspreet Jaya Jyoti Kamaljit Keya Khushi Kiranpreet Komal Krupa Manisha"
        " Manpreet Maya Mira Navneet Neha Nikita Pallavi Pavanpreet Prabhleen Radhika Rajvir"
        " Rani Rekha Roshni Rupinder Sahiba Sandeep Saanvi Shreya Sonia Sukhpreet Sunita Tanvi"
        " Tara Trisha Vani Vidya"
    ),
    words_of(
        "Arjun Rohan Gurpreet Jaspal Harjit Manveer Kabir Dev Nikhil Aarav Vikram Sandeep"
        " Ranveer Ishaan Yuvraj Aditya Ajay Akash Aman Amandeep Amar Amit Anil Anmol Aryan"
        " Ashok Balraj Bhavesh Chirag Deepak Dilraj Dylan Gagandeep Gurdeep Harman Hardeep"
        " Harvir Jai Jasdeep Jaskaran Jeevan Karan Karandeep Ketan Krish Krishan Kunal Mandeep"
        " Manraj Mayur Milan Mohan Neel Nirav Parth Pavan Prem Rahul Raj Rajan Rajesh Rishi"
        " Sachin Sahib Samir Sanjay Shaan Shiv Sukhraj Sunil Suraj Tejas Varun Veer Vijay Vivaan"
    ),
    once(
        words_of(
            "Singh Patel Sharma Shah Kumar Gill Sandhu Dhillon Bains Sidhu Mistry Desai Rai"
            " Chauhan Joshi Mehta Gupta Verma Parmar Sekhon Cheema Matharu Toor Bhamra Kundi"
            " Lakhani Thakkar Zala Bhardwaj Panesar Kalsi Ubhi Sura Solanki Rathod Modi Pandya"
            " Trivedi Bhatt Amin Vyas Dave Naik Nair Menon Iyer Reddy Rao Pillai Grewal Johal"
            " Mann Purewal Sahota Sangha Uppal Virk Atwal Basra Brar Chahal Dhaliwal Hayre Jandu"
            " Kang Lally Mahal Nijjar Pannu Randhawa Sohal Takhar"
        ),
        composed(
            "Ram Jet Kan Sav Vel Bhan Gor Hir Mav Nar Pop Sond Vag",
            "ani wala ia dhia jiani",
        ),
    ),
    ("AIND",),
    4,
    women_are_kaur=True,
)


WEST_AFRICAN = Stock(
    "west african",
    8,
    words_of(
        "Adaeze Folasade Temitope Ngozi Chiamaka Abena Efua Akosua Yewande Simisola Zuri"
        " Blessing Precious Esi Ifeoma Adanna Adaora Adesuwa Adwoa Ama Amaka Amara Anuoluwapo"
        " Araba Ayomide Chidinma Chinelo Chioma Comfort Deborah Ebele Ebun Emmanuella Esther"
        " Eunice Favour Funmilayo Gift Goodness Grace Ife Itunu Joy Kemi Kehinde Maame Mercy"
        " Mojisola Morenike Nana Nkechi Nneka Obioma Olamide Oluchi Omolara Patience Peace"
        " Princess Ronke Sade Taiwo Tiwa Tolu Uche Victoria Yaa"
    ),
    words_of(
        "Oluwaseun Chidi Emeka Kwame Kofi Kwabena Tobi Femi Ikenna Obinna Tunde Yaw Ayodele"
        " Nnamdi Segun David Emmanuel Daniel Samuel Joshua Gabriel Caleb Ademola Adewale Akin"
        " Ayo Babatunde Bolaji Chibuike Chidera Chijioke Chima Chinedu Damilola Divine Ebuka"
        " Ekow Elijah Emeka Ezekiel Gbenga Goodluck Ifeanyi Ike Kayode Kelechi Kojo Kolade"
        " Korede Kunle Kwaku Kwasi Kwesi Lanre Malik Nana Okechukwu Olumide Oluwatobi Onyekachi"
        " Praise Prince Samson Sola Somto Taiwo Temi Tochukwu Uche Uzoma Wale Wisdom Yinka"
    ),
    once(
        words_of(
            "Mensah Okafor Owusu Boateng Adeyemi Okeke Asante Appiah Osei Balogun Okoro Obi"
            " Danso Addo Afolabi Nwosu Akinyemi Onwuka Ezeani Ugochukwu Anyanwu Amponsah Ibeh"
            " Adomako Osei-Tutu Akintola Bamgbose Agyemang Acheampong Ansah Antwi Bonsu Darko"
            " Frimpong Gyamfi Kyei Nkrumah Ofori Opoku Quaye Sarpong Tetteh Yeboah Bello Sesay"
            " Kamara Conteh Koroma Bangura Jalloh Mansaray Turay Ceesay Jallow Njie Sanneh"
        ),
        composed(
            "Ade Ola Olu Oye Akin Ayo Ogun Oyin Owo Fa Ala Aki",
            "bayo dele yemi kunle niyi sanya bola wale leye bisi dipe sola gbemi lade",
        ),
        composed(
            "Chukwu Nwa Eze Oko Ike Onye Uzo Nwo Ani Agu",
            "ma ka di eze obi chi emeka kwe ji ndu oha",
        ),
    ),
    ("BAFR",),
)


_SOMALI_NAMES = words_of(
    "Mohamed Abdi Ali Hassan Ahmed Hussein Omar Ibrahim Yusuf Osman Farah Warsame Adan Jama Nur"
    " Abdullahi Abdirahman Aden Elmi Isse Muse Said Salah Dahir Duale Gaas Shirdon Aideed Buuni"
    " Faarax Cilmi Kaahin Roble Samantar Waberi Haybe Ducaale Sugulle Abukar Bihi Bile Boqor"
    " Cabdi Cali Cawaale Daud Egal Fiqi Geedi Gelle Guled Hersi Hirsi Igal Jibril Kulmiye Liban"
    " Madar Magan Mire Nuur Qalib Rage Rashid Sheikh Shire Siyad Tahlil Wais Yare Yonis Zakaria"
)


SOMALI = Stock(
    "somali",
    5,
    words_of(
        "Hodan Ifrah Sagal Ayaan Hibo Fadumo Nasra Ubah Deqa Idil Samira Hamdi Amina Asha Aniso"
        " Ayan Barwaqo Bilan Cawo Faiza Farhiyo Fartun Fowsia Habiba Halima Hawa Hinda Hoodo"
        " Ikran Ilhan Istahil Jamila Kaltun Khadra Ladan Leyla Maryan Maymun Muna Nimco Qamar"
        " Rahma Ruqiya Sabrin Sahra Salma Shukri Sucdi Suleqa Sumaya Warsan Yasmin Zamzam"
    ),
    once(
        words_of(
            "Mohamed Abdirahman Liban Mahad Guled Warsame Yonis Ayub Abdi Bashir Khalid Sharmake"
            " Zakaria Abdullahi Abdiqani Ahmed Ali Anwar Ayanle Bilal Burhan Dahir Faisal Farah"
            " Hamza Hanad Hassan Hussein Ibrahim Ilyas Ismail Jamal Kayse Mohamud Mukhtar Mustaf"
            " Nabil Omar Osman Sadam Said Salman Siyad Suhayb Suleiman Yahya Yusuf Zubeyr"
        )
    ),
    _SOMALI_NAMES,
    ("BAFR",),
    5,
)


POLISH = Stock(
    "polish",
    6,
    words_of(
        "Zofia Maja Lena Oliwia Zuzanna Kinga Aneta Dorota Agnieszka Wiktoria Hanna Nadia Julia"
        " Alicja Aleksandra Amelia Antonina Barbara Daria Emilia Gabriela Helena Iga Joanna Kaja"
        " Karolina Katarzyna Klaudia Kornelia Laura Liliana Magdalena Małgorzata Marcelina Maria"
        " Martyna Michalina Milena Monika Natalia Nikola Patrycja Paulina Pola Roksana Sandra"
        " Sara Sylwia Weronika Zuzia"
    ),
    words_of(
        "Jakub Szymon Kacper Filip Antoni Mateusz Wojciech Bartosz Tomasz Marcin Igor Oskar Jan"
        " Adam Adrian Aleksander Bartłomiej Borys Cezary Damian Daniel Dawid Dominik Fabian"
        " Franciszek Gabriel Grzegorz Hubert Ignacy Kamil Karol Konrad Krystian Krzysztof"
        " Leon Łukasz Maciej Maksymilian Marcel Michał Mikołaj Miłosz Nikodem Norbert Olaf"
        " Patryk Paweł Piotr Przemysław Radosław Rafał Sebastian Stanisław Wiktor Wit"
    ),
    once(
        words_of(
            "Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański"
            " Woźniak Dąbrowski Kozłowski Jankowski Mazur Wojciechowski Kwiatkowski Krawczyk"
            " Kaczmarek Piotrowski Grabowski Czerwiński Gajewski Stasiak Kubicki Rogalski Malicki"
            " Borowski Kozieł Gawron Sobczyk Białecki Górecki Janicki Pawlak Sikora Duda Baran"
        ),
        composed(
            "Adam Bart Bog Brzez Chmiel Dobr Domań Fil Gaw Głow Jag Jas Karp Kos Krup Lip Maj"
            " Mich Mil Olsz Ostr Pal Pod Raj Rut Sad Sob Stan Top Wal Wit Zar Żuk",
            "owski iński ecki czyk ak ewicz alski",
        ),
    ),
    ("WOTH",),
    women_end_in_a=True,
)


ROMANIAN = Stock(
    "romanian",
    3,
    words_of(
        "Ioana Andreea Elena Larisa Denisa Roxana Alina Mirela Bianca Teodora Maria Alexandra"
        " Ana Antonia Cristina Daria Diana Gabriela Georgiana Iasmina Irina Laura Lavinia"
        " Mădălina Mihaela Miruna Narcisa Oana Patricia Raluca Ramona Rebeca Sara Sorina"
        " Ștefania Timeea Valentina"
    ),
    words_of(
        "Andrei Mihai Ștefan Ionuț Darius Vlad Cristian Rareș Luca Matei Adrian Alexandru"
        " Bogdan Călin Cătălin Ciprian Cosmin Costin Daniel David Denis Dragoș Eduard Florin"
        " Gabriel Horia Ilie Ion Iulian Laurențiu Liviu Lucian Marian Marius Nicolae Ovidiu"
        " Paul Radu Răzvan Robert Sebastian Sorin Tudor Victor"
    ),
    once(
        words_of(
            "Popa Popescu Ionescu Radu Dumitru Stan Stoica Gheorghe Matei Ciobanu Rusu Munteanu"
            " Marin Lungu Dragomir Voinea Bratu Pătrașcu Ilie Manole Sava Oprea Ciurar Lăcătuș"
            " Căldăraru Rostaș Mocanu Barbu Nistor Florea"
        ),
        composed(
            "Con Dumitr Georg Grigor Il Mar Mihail Nicol Pavel Petr Stan Tudor Vas Andre",
            "escu eanu oiu ache",
        ),
    ),
    ("WOTH", "WROM"),
)
