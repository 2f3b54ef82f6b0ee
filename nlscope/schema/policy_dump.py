"""One dump of CTRL_CMD_GETPOLICY (ctrl_dumppolicy() in net/netlink/genetlink.c)."""

from __future__ import annotations

from nlscope.schema.tlv import attributes, integer

CTRL_ATTR_POLICY, CTRL_ATTR_OP_POLICY = 8, 9
POLICY_IDX = 8  # NL_POLICY_TYPE_ATTR_POLICY_IDX
Rule = dict[int, int]  # NL_POLICY_TYPE_ATTR_* to its value


class Dump:
    """What one dump said, its rules by policy index and attribute, from 0 in each."""

    def __init__(self) -> None:
        self.rules: dict[int, dict[int, Rule]] = {}
        self.ops: dict[int, dict[int, int]] = {}

    def add(self, data: bytes, order: str) -> None:
        """Learn from the attributes of one answer."""
        for number, payload in attributes(data, order):
            if number == CTRL_ATTR_POLICY:
                self._policies(payload, order)
            elif number == CTRL_ATTR_OP_POLICY:
                for command, held in attributes(payload, order):
                    found = {n: integer(p, order) for n, p in attributes(held, order)}
                    self.ops.setdefault(command, {}).update(found)

    def _policies(self, payload: bytes, order: str) -> None:
        for index, held in attributes(payload, order):
            rules = self.rules.setdefault(index, {})
            for number, rule in attributes(held, order):
                rules[number] = _rule(rule, order)

    def moved(self, base: int) -> dict[int, dict[int, Rule]]:
        """Return the rules with their policies numbered from base."""
        return {
            base + index: {number: _moved(rule, base) for number, rule in held.items()}
            for index, held in self.rules.items()
        }

    def size(self) -> int:
        """Return how many numbers its policies take."""
        rules = [rule for held in self.rules.values() for rule in held.values()]
        inner = [rule[POLICY_IDX] for rule in rules if POLICY_IDX in rule]
        used = [index for held in self.ops.values() for index in held.values()]
        return max([*self.rules, *inner, *used], default=-1) + 1


def _moved(rule: Rule, base: int) -> Rule:
    return {**rule, POLICY_IDX: rule[POLICY_IDX] + base} if POLICY_IDX in rule else rule


def _rule(payload: bytes, order: str) -> Rule:
    return {n: integer(value, order) for n, value in attributes(payload, order)}
