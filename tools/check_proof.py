#!/usr/bin/env python3
"""Usage: check_proof.py FILE... checks proof files of praman (docs/proof-file.md). Ends with 0 if each shows its claim, else with 1."""
import json
import sys

from proof_clauses import FALSE, TRUE, Clauses, need, span

WIDE = 10**30


def limits(question):
    """The least and greatest number or day, and the step from one to the next."""
    if question["type"] == "date":
        return span("date", "0001-01-01")[0], span("date", "9999-12-31")[0], 1
    ends = [span("number", question[end])[0] if end in question else wide for end, wide in (("least", -WIDE), ("most", WIDE))]
    return ends[0], ends[1], 10**6 if question["whole"] else 1


def check_values(question):
    """Checks that the values of a question stand for all: no test of the file tells any other value from each of them."""
    kind, name, used = question["type"], question["name"], question["used"]
    if kind in ("entry-of", "entries-of"):
        return
    values = [one for one in question["values"] if one is not None]
    if kind in ("number", "date"):
        least, most, step = limits(question)
        cuts = sorted({cut for one in used for cut in span(kind, one)})
        between = zip([least] + [cut + 1 for cut in cuts], [cut - 1 for cut in cuts] + [most])
        for first, last in [(cut, cut) for cut in cuts] + list(between):
            first, last = -(-max(first, least) // step) * step, min(last, most)
            need(first > last or any(first <= span(kind, one)[0] <= last for one in values), name, "lacks a value")
    else:
        known = question["used"] = [True, False] if kind == "yes-no" else question.get("choices")
        used = known if kind == "yes-no" else used
        need(all(one in values for one in used if known is None or one in known), name, "lacks a value")
        need(known is not None and all(one in used for one in known) or any(one not in used and one.strip() for one in values),
             name, "lacks another value")
    need(kind == "set-of" or not question["none"] or None in question["values"], name, "lacks `none`")


def fit(question, answer, entries):
    """An answer of a product, as literals that are known: `entries` are its entries by inventory and id."""
    kind, name, choices = question["type"], question["name"], question.get("choices")
    need(answer is not None or question["none"], name, "is not answered")
    if kind in ("set-of", "entry-of", "entries-of"):
        members = [] if answer is None else answer if kind != "entry-of" else [answer]
        known = choices if kind == "set-of" else [one for of, one in entries if of == question["of"]]
        need(isinstance(members, list) and all(one in known for one in members), name, "has no such answer")
        members = {one if kind == "set-of" else entries[question["of"], one]: TRUE for one in members}
        return members, FALSE if members else TRUE, FALSE, [*members.values()]
    if answer is not None and kind in ("number", "date"):
        (at, last), (least, most, step) = span(kind, answer), limits(question)
        need(at == last and least <= at <= most and at % step == 0, name, "is out of bounds")
    need(answer is None or answer in {"yes-no": [True, False], "one-of": choices}.get(kind, [answer]), name, "has no such answer")
    return [(answer, TRUE)]


def follows(clauses, step):
    """Whether the negation of a clause leads to a contradiction by unit propagation."""
    true, left = {-one for one in step}, clauses
    while not any(-one in true for one in true):
        found, kept = set(), []
        for clause in left:
            if true.isdisjoint(clause):
                rest = {one for one in clause if -one not in true}
                if len(rest) > 1:
                    kept.append(clause)
                else:
                    found |= rest or {TRUE, FALSE}
        if not found:
            return False
        true, left = true | found, kept
    return True


class Case(Clauses):
    """A proof or a counterexample."""

    def __init__(self, data):
        super().__init__(data)
        self.demands = []
        for one, tree in self.definitions:
            for side in (True, False):
                self.read(tree, side, [self.inventory(one["of"])] if "subset" in one else [])
        for tree in self.conditions:
            self.read(tree, True, [])

    def read(self, tree, side, around):
        """Notes which values a condition compares, and how many entries it demands; `around` are the inventories of enclosing ones."""
        (word, part), = tree.items()
        if word in ("all", "any", "not"):
            for one in [part] if word == "not" else part:
                self.read(one, side != (word == "not"), around)
        elif word == "test":
            question = self.facts[part["fact"]] if "fact" in part else {"of": around[part["entry"]]}
            for name in part.get("path", []):
                question = self.inventories[question["of"]][name]
            need(question["type"] in part["types"] and part.get("entry", 0) >= 0, question["name"], "is not asked so")
            question["used"] += [one for one in part["values"] if not isinstance(one, dict)]
            question["sought"] = question.get("sought") or part["operator"] == "is-none" and not side
        elif word == "at-least":
            own = self.inventory(part["of"])
            self.demands.append((around if self.is_open(tree, 0) else [], own, part["count"] if side else 0))
            for one in part["where"]:
                self.read(one, side, [own] + around)

    def check_places(self, places):
        """Checks that there is a place for each entry that is demanded."""
        now, before = dict.fromkeys(places, 0), dict.fromkeys(places, 0)
        references = [(name, q["of"]) for name in places for q in self.inventories[name].values()
                      if q["type"] == "entry-of" or q["type"] == "entries-of" and q.get("sought")]
        for depth in range(self.last + 1):
            wanted = dict.fromkeys(places, 0)
            for around, own, count in self.demands:
                ways = [1, 1]
                for one in around:
                    ways = [ways[0] * now[one], ways[1] * before[one]]
                wanted[own] += count * (ways[0] - ways[1] if around and depth else not around and not depth)
            for name, target in references:
                wanted[target] += now[name] - before[name]
            before = dict(now)
            for name in places:
                need(wanted[name] <= places[name][depth], name, "needs", wanted[name], "places at depth", depth)
                now[name] += places[name][depth]

    def prove(self):
        """Checks that each step follows from the clauses of the question, and that no product is left."""
        places = {one["name"]: one["places"] for one in self.data["inventories"]}
        self.last = min([len(one) for one in places.values()], default=1) - 1
        for question in [*self.facts.values()] + [q for one in self.inventories.values() for q in one.values()]:
            check_values(question)
        self.check_places(places)
        for name, depth, number in [(name, depth, number) for name in places for depth, number in enumerate(places[name])]:
            present = [self.variable() for _ in range(number)]
            self.slots += [(name, depth, one) for one in present]
            self.clauses += [[before, -one] for before, one in zip(present, present[1:])]
        self.made = {name: self.make(question) for name, question in self.facts.items()}
        for slot, (inventory, _, _) in enumerate(self.slots):
            self.made.update({(slot, name): self.make(q, slot) for name, q in self.inventories[inventory].items()})
        self.define()
        for tree in self.conditions:
            self.clause(self.literal(tree, True, []))
        steps = [[int(word) for word in step.split()] for step in self.data["steps"]]
        for number, step in enumerate(steps + [[]], 1):
            need(follows(self.clauses, step), "step", number, "of", len(steps) + 1, "does not follow")
            self.clauses.append(step)

    def show(self):
        """Checks that the product meets all conditions."""
        facts, lists, entries, self.last = self.data["product"]["facts"], self.data["product"]["entries"], {}, WIDE
        listed = [(name, entry) for name in self.inventories for entry in lists[name]]
        for slot, (name, entry) in enumerate(listed):
            need(entries.setdefault((name, entry["id"]), slot) == slot, entry["id"], "is there twice")
            self.slots.append((name, 0, TRUE))
        self.made = {name: fit(question, facts[name], entries) for name, question in self.facts.items()}
        for slot, (inventory, entry) in enumerate(listed):
            for name, question in self.inventories[inventory].items():
                self.made[slot, name] = fit(question, entry["answers"][name], entries)
        for slot, (inventory, _) in enumerate(listed):
            for name in [name for name, question in self.inventories[inventory].items() if question.get("acyclic")]:
                reached = [*self.made[slot, name][0]]
                for to in reached:
                    need(to != slot, name, "leads back to itself")
                    reached += [one for one in self.made[to, name][0] if one not in reached]
        self.define()
        for number, tree in enumerate(self.conditions, 1):
            need(self.literal(tree, True, []) == TRUE, "condition", number, "does not hold")


def check(path):
    """Returns the claim of a file that shows that it is so, or not so."""
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    need(data["praman-proof"] == 1, "this is another version of proof files")
    need(bool(data.get("proofs")) != ("counterexample" in data), "there must be proofs or a counterexample")
    for proof in data.get("proofs", []):
        Case(proof).prove()
    if "counterexample" in data:
        Case(data["counterexample"]).show()
    return ("shown: " if "proofs" in data else "not so: ") + data["claim"]


def main():
    paths, all_are_shown = sys.argv[1:], True
    if not paths or "-h" in paths or "--help" in paths:
        print(__doc__, file=sys.stdout if paths else sys.stderr)
        sys.exit(0 if paths else 2)
    for path in paths:
        try:
            print(check(path))
        except (ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError) as error:
            all_are_shown = False
            print(f"refused: {error}")
    sys.exit(0 if all_are_shown else 1)


main()
