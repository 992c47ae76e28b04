"""Two people answer a request for somebody's own information, from the pack to its handing over."""

from __future__ import annotations

import io
import re
import time
from dataclasses import dataclass
from datetime import date

from pypdf import PdfReader

from tests.journeys.person import Person

MINE = re.compile(r"^Page \d+ of \d+: ")
OTHERS = "Leave out: About another person, who has not agreed"


def enters_day(person: Person, question: str, day: date) -> None:
    """Type a day into its three boxes."""
    group = person.page.get_by_role("group", name=question, exact=True)
    for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(part).fill(str(number))


@dataclass(frozen=True, slots=True)
class Answer:
    """One request whose person is found: who prepares, who releases, its heading and its path."""

    guardian: Person
    manager: Person
    who: str
    path: str

    def assembles(self, number: int = 1) -> None:
        """The guardian asks for the pack of this number and waits for the worker."""
        self.guardian.presses("Assemble the pack")
        self.guardian.sees("The pack", "No pack of this round is assembled yet")
        self.guardian.presses("Assemble the pack" if number == 1 else "Assemble it anew")
        self.waits_for_pack(number)

    def waits_for_pack(self, number: int) -> None:
        """The guardian looks again until the worker is done."""
        for _ in range(60):
            self.guardian.sees("The pack", "The pack is assembled")
            if self.guardian.page.get_by_text(f"Pack {number}:").count():
                break
            time.sleep(0.5)
            self.guardian.go(f"{self.path}/pack")
        self.guardian.reads(f"Pack {number}:")

    def decides_every_proposal(self) -> None:
        """The guardian leaves out whatever the program proposes, page by page."""
        for _ in range(60):
            self.guardian.go(f"{self.path}/pack")
            self.guardian.sees("The pack", "Which pages have something to decide")
            item = self.guardian.page.get_by_role("listitem").filter(has_text="to decide")
            if not item.count():
                return
            with self.guardian.arrives():
                item.first.get_by_role("link").click()
            self.guardian.sees(MINE, "A page with proposals")
            self.guardian.picks("What is decided?", OTHERS)
            self.guardian.presses("Keep these decisions")
            self.guardian.sees(MINE, "What is left out is struck through")

    def answers_on_harm(self) -> None:
        """The manager reads it all and says that serious harm is not likely."""
        self.manager.go(f"{self.path}/harm")
        heading = "Would giving this cause serious harm?"
        self.manager.sees(heading, "The pack as the manager reads it")
        self.manager.chooses("No: serious harm is not likely")
        self.manager.types("Why?", "Nothing in it is new to her.")
        self.manager.presses("Keep the answer")
        self.manager.sees(heading, "The answer on serious harm is kept")

    def is_given_to_second(self) -> None:
        """The guardian is done, and asks another person."""
        self.guardian.go(self.path)
        self.guardian.sees(self.who, "The pack can be given to a second person")
        self.guardian.presses("Give it to a second person")
        self.guardian.sees(self.who, "The pack waits for a second person")
        self.guardian.reads("another person reads and releases it")

    def is_released(self) -> None:
        """The manager reads everything as it will be given, and releases it."""
        self.manager.go(self.path)
        self.manager.sees(self.who, "The second person finds the request")
        self.manager.presses("Read and release")
        self.manager.sees("Read and release", "Everything as it would be released")
        self.manager.does_not_read("Philippa")
        self.manager.presses("I have read it: release it")
        self.manager.sees(self.who, "The pack is released")

    def document(self) -> str:
        """The words of what was issued, once the worker has drawn it."""
        for _ in range(60):
            self.guardian.go(self.path)
            self.guardian.sees(self.who, "The document is made")
            if self.guardian.page.get_by_role("button", name="Write down how it went").count():
                break
            time.sleep(0.5)
        return self.words_at("/document.pdf")

    def words_at(self, rest: str) -> str:
        """The words of a document of this request."""
        page = self.guardian.page
        answer = page.request.get(self.guardian.council.address + self.path + rest)
        assert answer.status == 200
        read = PdfReader(io.BytesIO(answer.body())).pages
        return " ".join(" ".join(one.extract_text() for one in read).split())

    def is_handed_over(self) -> None:
        """The guardian writes down how it went."""
        self.guardian.presses("Write down how it went")
        self.guardian.sees("How it went", "How the document went")
        enters_day(self.guardian, "On which day did it go?", date.today())
        self.guardian.chooses("Handed over in person, against a signature")
        self.guardian.types("How is that known?", "Signature seen")
        self.guardian.presses("Write it down")
        self.guardian.sees(self.who, "It is written down how it went")
