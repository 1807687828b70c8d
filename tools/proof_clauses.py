"""How the conditions of a proof file become clauses: docs/proof-file.md, "Clauses"."""

TRUE, FALSE = 1, -1
TEXTS, ORDERED, LISTS = ["text", "version", "sha256"], ["number", "date"], ["set-of", "entries-of"]
SINGLE = ["yes-no", "one-of", "entry-of"] + TEXTS + ORDERED
NONE, ONE, SOME = range(1), range(1, 2), range(1, 10**9)
# Of each operator: how many values it takes, and the types of which it asks.
OPERATORS = {operator: (numbers, types) for operators, numbers, types in (
    ("holds", NONE, ["yes-no"]), ("is is-not", ONE, SINGLE), ("one-of not-one-of", SOME, SINGLE),
    ("has-any has-all has-none", SOME, LISTS), ("is-none is-not-none", NONE, SINGLE + LISTS), ("is-given is-not-given", NONE, TEXTS),
    ("less less-or-equal greater greater-or-equal", ONE, ORDERED)) for operator in operators.split()}
OPPOSITE = {"is-not": "is", "not-one-of": "is", "has-none": "is", "is-not-none": "is-none", "is-not-given": "is-given"}
ASKS = {"holds": "is", "one-of": "is", "has-any": "is", **OPPOSITE}
QUANTIFIERS = {"some": "of", "no": "of", "every": "of satisfies", "at-least": "count of", "at-most": "count of", "exactly": "count of"}


def need(holds, *words):
    if not holds:
        raise ValueError(" ".join(str(word) for word in words))


def span(kind, text):
    """The first and last whole number for which a value stands: a number in millionths, a date or a month in days."""
    if kind == "number":
        whole, _, decimals = text.lstrip("-").partition(".")
        need((whole + decimals).isdigit() and len(decimals) <= 6, text, "is no number")
        return (int(whole + decimals.ljust(6, "0")) * (-1 if text.startswith("-") else 1),) * 2
    year, month, *rest = [int(part) for part in text.split("-")]

    def day(year, month, number):
        year, month = (year - 1, month + 9) if month < 3 else (year, month - 3)
        return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + number

    return (day(year, month, rest[0]),) * 2 if rest else (day(year, month, 1), day(year + month // 12, month % 12 + 1, 1) - 1)


def plain(tree):
    """A condition in fewer words: all, any, not, derive, test, and at-least with a list of what its entries meet."""
    (word, part), = tree.items()
    if word in ("all", "any"):
        return {word: [plain(one) for one in part]}
    if word == "not":
        return {"not": plain(part)}
    if word == "derive":
        return tree
    if word == "test":
        word, values = part["operator"], part.get("values", [])
        need(type(values) is list and part.keys() - {"operator", "values"} in ({"fact"}, {"entry", "path"}), *part, "make no test")
        need(all(type(one) in (bool, str) or {*one} == {"this"} and one["this"] >= 0 for one in values), word, "has a wrong value")
        need(word in OPERATORS and len(values) in OPERATORS[word][0], word, "is not asked with", len(values), "values")
        test = dict(part, types=OPERATORS[word][1], operator=ASKS.get(word, word), values=[True] if word == "holds" else values)
        return {"not": {"test": test}} if word in OPPOSITE else {"test": test}
    need(" ".join(sorted(part.keys() - {"where"})) == QUANTIFIERS.get(word), word, "is no condition, or has other parts:", *part)
    where = [plain(part["where"])] if "where" in part else []
    where += [{"not": plain(part["satisfies"])}] if word == "every" else []
    least, most = ({"at-least": {"count": part.get("count", 1) + more, "of": part["of"], "where": where}}
                   for more in (0, word in ("at-most", "exactly")))
    return {"some": least, "at-least": least, "exactly": {"all": [least, {"not": most}]}}.get(word, {"not": most})


def passes(kind, operator, answer, values):
    """Whether an answer that is no list passes a test."""
    if answer is None or operator == "is-none":
        return answer is None and operator == "is-none"
    if operator == "is-given":
        return str(answer).strip() != ""
    if kind not in ("number", "date"):
        return answer in values
    at, spans = span(kind, answer)[0], [span(kind, value) for value in values]
    first, last = spans[0]
    bounds = {"less": at < first, "less-or-equal": at <= last, "greater": at > last, "greater-or-equal": at >= first}
    return bounds.get(operator, any(first <= at <= last for first, last in spans))


class Clauses:
    """The clauses of a proof or a counterexample, and the literals of its conditions."""

    def __init__(self, data):
        self.data, self.count, self.clauses, self.slots, self.made, self.named = data, 1, [[TRUE]], [], {}, {}
        questions = [data["facts"]] + [one["attributes"] for one in data["inventories"]]
        need(all(len(one) == len({term["name"] for term in one}) for one in questions + [data["inventories"]]), "a name is given twice")
        need(all(question["type"] in SINGLE + LISTS for one in questions for question in one), "a question has an unknown type")
        need(data["wishes"], "there are no wishes, so nothing is claimed")
        self.facts = {fact["name"]: dict(fact, used=[]) for fact in data["facts"]}
        self.inventories = {one["name"]: {q["name"]: dict(q, used=[]) for q in one["attributes"]} for one in data["inventories"]}
        self.subsets = {one["subset"]: one["of"] for one in data["definitions"] if "subset" in one}
        self.definitions = [(one, plain(one["where" if "subset" in one else "means"])) for one in data["definitions"]]
        constraints = [one["condition"] for one in data["constraints"]]
        self.conditions = [plain(one) for one in constraints + data["wishes"]]

    def inventory(self, name):
        return name if name in self.inventories else self.inventory(self.subsets[name])

    def is_open(self, tree, inner):
        """Whether a condition mentions an entry outside of its innermost quantifiers."""
        (word, part), = tree.items()
        if word == "test":
            this = [value["this"] for value in part["values"] if isinstance(value, dict)]
            return any(at >= inner for at in this + [part.get("entry", -1)])
        parts = {"not": [part], "derive": []}.get(word, part["where"] if word == "at-least" else part)
        return any(self.is_open(one, inner + (word == "at-least")) for one in parts)

    def variable(self):
        self.count += 1
        return self.count

    def clause(self, *literals):
        if TRUE not in literals:
            self.clauses.append([one for one in literals if one != FALSE])

    def any(self, side, parts):
        parts = sorted({one for one in parts if one != FALSE})
        if TRUE in parts or len(parts) < 2:
            return TRUE if TRUE in parts else parts[0] if parts else FALSE
        gate = self.variable()
        self.clauses += [[-gate] + parts] if side else [[gate, -one] for one in parts]
        return gate

    def all(self, side, parts):
        return -self.any(not side, [-one for one in parts])

    def at_most_one(self, parts):
        if len(parts) <= 5:
            self.clauses += [[-one, -other] for at, one in enumerate(parts) for other in parts[:at]]
            return
        rising = [self.variable() for _ in parts]
        for before, part, so_far in zip([FALSE] + rising, parts, rising):
            for clause in ((-before, -part), (-before, so_far), (-part, so_far)):
                self.clause(*clause)

    def make(self, question, slot=None):
        """The variables of an answer: of one value each possible answer, else the members, `none`, entries without a place,
        and the literals of which one is true if it must not be `none`."""
        kind, answers = question["type"], question.get("values", [])
        if kind == "set-of":
            members = {one: self.variable() for one in answers}
            return members, FALSE, FALSE, [*members.values()]
        if kind in ("entry-of", "entries-of"):
            (_, depth, exists), to = self.slots[slot], {}
            for other, (inventory, at, present) in enumerate(self.slots):
                leads = kind == "entries-of" or at <= depth + 1 and not (question["acyclic"] and other == slot)
                if inventory == question["of"] and leads:
                    to[other] = self.variable()
                    self.clause(-to[other], present)
                    self.clause(-to[other], exists)
            if kind == "entries-of":
                near, outside = [one for other, one in to.items() if self.slots[other][1] <= depth + 1], self.variable()
                return to, FALSE, outside, near + [outside] * (depth >= self.last)
            none = self.variable() if question["none"] else FALSE
            outside = self.variable() if depth >= self.last else FALSE
            literals = [one for one in [*to.values(), none, outside] if one != FALSE]
            self.clauses += [[-exists] + literals] + [[exists, -one] for one in literals]
            self.at_most_one(literals)
            return to, none, outside, []
        first = self.variable() if len(answers) > 1 else TRUE
        if len(answers) <= 2:
            return list(zip(answers, [first, -first]))
        literals = [first] + [self.variable() for _ in answers[1:]]
        self.clauses.append(literals)
        self.at_most_one(literals)
        return list(zip(answers, literals))

    def examine(self, side, question, made, part, places):
        """The literal of a test of an answer."""
        operator, values = part["operator"], part["values"]
        if isinstance(made, list):
            holding = [literal for answer, literal in made if passes(question["type"], operator, answer, values)]
            return TRUE if len(holding) == len(made) else self.any(side, holding)
        members, none, outside, demanded = made
        if operator == "is-none":
            return none if question["type"] == "entry-of" else -self.any(not side, [*members.values(), outside] if side else demanded)
        named = [members.get(places[one["this"]] if isinstance(one, dict) else one, FALSE) for one in values]
        return self.all(side, named) if operator == "has-all" else self.any(side, named)

    def along(self, side, slot, path, part, places, known):
        """The literal of a test at the end of a path from an entry; `known` has those that were made."""
        if (len(path), slot) not in known:
            made = self.made[slot, path[0]]
            if len(path) == 1:
                literal = self.examine(side, self.inventories[self.slots[slot][0]][path[0]], made, part, places)
            else:
                ways = [self.all(side, [leads, self.along(side, to, path[1:], part, places, known)]) for to, leads in made[0].items()]
                literal = self.any(side, ways + [made[2]] if side else ways)
            known[len(path), slot] = literal
        return known[len(path), slot]

    def belongs(self, name, slot, side):
        return self.slots[slot][2] if name in self.inventories else self.named[name, slot, side]

    def literal(self, tree, side, places):
        """The literal of a condition: with `side` it implies the condition, else the condition implies it."""
        (word, part), = tree.items()
        if word == "not":
            return -self.literal(part, not side, places)
        if word in ("all", "any"):
            literals = [self.literal(one, side, places) for one in part]
            return self.all(side, literals) if word == "all" else self.any(side, literals)
        if word == "derive":
            return self.named[part, side]
        if word == "test" and "fact" in part:
            return self.examine(side, self.facts[part["fact"]], self.made[part["fact"]], part, places)
        if word == "test":
            return self.along(side, places[part["entry"]], part["path"], part, places, {})
        count, depth = part["count"], max([self.slots[slot][1] for slot in places]) if places and self.is_open(tree, 0) else -1
        if side and count and depth >= self.last:
            return self.variable()
        own, counting = self.inventory(part["of"]), []
        for slot, (inventory, at, _) in enumerate(self.slots):
            if inventory == own and (not side or at <= depth + 1) and self.belongs(part["of"], slot, side) != FALSE:
                literals = [self.literal(one, side, [slot] + places) for one in part["where"]]
                counting.append(self.all(side, [self.belongs(part["of"], slot, side)] + literals))
        row = [FALSE] * min(count, len(counting))
        for one in counting if count <= len(counting) else ():
            before = TRUE
            for at, reached in enumerate(row):
                more = self.all(side, [before, one])
                before, row[at] = reached, self.any(side, [reached, more])
        return TRUE if count == 0 else FALSE if count > len(counting) else row[-1]

    def define(self):
        for one, tree in self.definitions:
            for slot, (inventory, _, _) in enumerate(self.slots if "subset" in one else ()):
                for side in (True, False) if inventory == self.inventory(one["of"]) else ():
                    literals = [self.belongs(one["of"], slot, side), self.literal(tree, side, [slot])]
                    self.named[one["subset"], slot, side] = self.all(side, literals)
            for side in (True, False) if "derive" in one else ():
                self.named[one["derive"], side] = self.literal(tree, side, [])
