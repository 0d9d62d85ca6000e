"""The formula language of exercises: numbers, names, arithmetic, and the trade's formulas.

Python's parser reads a formula, then only what is listed here is taken from its tree: the language
has no text, attribute, item, comparison or definition; `fil.name` is one name. Size is bounded and
every number is a float, so no formula takes long; one without a finite value is refused.
"""

from __future__ import annotations

import ast
import inspect
import math
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from school.campaign.metrics import FORMULAS
from school.exercises.authoring import AuthoringError, instead, quoted
from school.exercises.figures import round_half_up

MAX_LENGTH = 500
MAX_STEPS = 200
MAX_DEPTH = 60
MAX_DECIMALS = 12
DUST = 9
"""Decimals that `ceil` and `floor` look at: 0.07 * 100 is 7, though floats put it a hair above."""

Function = Callable[..., float]


class FormulaError(AuthoringError):
    """A text that is not a formula."""


class FormulaUndefined(ArithmeticError):  # noqa: N818 - it says a fact about numbers, not a fault
    """A formula that has no finite value for these numbers."""


def _min(first: float, *others: float) -> float:
    return min((first, *others))


def _max(first: float, *others: float) -> float:
    return max((first, *others))


def _round(number: float, decimals: float = 0.0) -> float:
    if not decimals.is_integer() or abs(decimals) > MAX_DECIMALS:
        raise ValueError("round() takes a small whole number of decimals")
    return float(round_half_up(number, int(decimals)))


def _ceil(number: float) -> float:
    return float(math.ceil(round_half_up(number, DUST)))


def _floor(number: float) -> float:
    return float(math.floor(round_half_up(number, DUST)))


def _ln(number: float) -> float:
    return math.log(number)


FUNCTIONS: Mapping[str, Function] = {
    **FORMULAS,
    "min": _min,
    "max": _max,
    "abs": abs,
    "round": _round,
    "ceil": _ceil,
    "floor": _floor,
    "sqrt": math.sqrt,
    "ln": _ln,
    "exp": math.exp,
}
OPERATORS: Mapping[type[ast.AST], Function] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: math.pow,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}

_TOKEN = re.compile(
    r"\s*(?:(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w.])|(?:fil\.)?[A-Za-z_]\w*|[-+*/(),])",
    re.ASCII,
)
_WORD = re.compile(r"[\w.]+|\S")
_REMEDIES = {
    "×": "write * to multiply",
    "·": "write * to multiply",
    "÷": "write / to divide",
    "−": "write - to subtract",
    "–": "write - to subtract",
    "^": "write ** for a power",
    "%": "write / 100",
    "€": "write the number without its unit",
}


@dataclass(frozen=True)
class Step:
    """One step of a compiled formula: push a number, push a name's value, or apply a function."""

    number: float = 0.0
    name: str = ""
    function: Function | None = None
    arity: int = 0


@dataclass(frozen=True)
class Formula:
    """A formula, checked and compiled to the steps of a stack machine."""

    text: str
    names: frozenset[str]
    steps: tuple[Step, ...]

    @classmethod
    def parse(cls, text: str) -> Formula:
        """Read a formula. Raises FormulaError."""
        if len(text) > MAX_LENGTH:
            raise FormulaError("the formula is too long", f"use at most {MAX_LENGTH} characters")
        source = " ".join(text.split())
        _check_tokens(source)
        try:
            tree = ast.parse(source, mode="eval").body
        except (SyntaxError, RecursionError, MemoryError):
            remedy = "check its operators and brackets"
            if re.search(r"\d \d", source):
                remedy = "write numbers without spaces"
            raise FormulaError(f"{quoted(source)} is not a formula", remedy) from None
        steps = tuple(_compile(tree, source, MAX_DEPTH))
        if len(steps) > MAX_STEPS:
            raise FormulaError("the formula is too long", "split it into several lets")
        return cls(text, frozenset(step.name for step in steps if step.name), steps)

    def evaluate(self, values: Mapping[str, float]) -> float:
        """The formula's value for these numbers. Raises FormulaUndefined."""
        stack: list[float] = []
        try:
            for step in self.steps:
                if step.function is not None:
                    base = len(stack) - step.arity
                    stack[base:] = [_finite(step.function(*stack[base:]))]
                else:
                    stack.append(_finite(values[step.name] if step.name else step.number))
        except KeyError as error:
            raise FormulaUndefined(f"{error.args[0]} has no value") from None
        except (ArithmeticError, ValueError, TypeError) as error:
            raise FormulaUndefined(f"{self.text}: {error}") from None
        return stack[0]


def _finite(value: float) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise OverflowError("the result is not a finite number")
    return number


def _check_tokens(source: str) -> None:
    """Refuse at once every character that no formula has, look-alike letters included."""
    if not source:
        raise FormulaError("the formula is empty", "write a number, a name or a calculation")
    place = 0
    while place < len(source):
        token = _TOKEN.match(source, place)
        if token is None:
            wrong = _WORD.findall(source, place)[0]
            raise FormulaError(
                f"{quoted(wrong)} has no place in a formula",
                _REMEDIES.get(wrong, "use numbers, names without accents, + - * / ** and brackets"),
            )
        place = token.end()


def _compile(node: ast.expr, source: str, depth: int) -> Iterator[Step]:
    """The steps of a node: those of its operands, then its own."""
    if depth == 0:
        raise FormulaError("the formula is nested too deeply", "split it into several lets")
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            yield Step(number=_constant(number))
        case ast.Name(id=name):
            yield Step(name=name)
        case ast.Attribute(value=ast.Name(id="fil"), attr=name):
            yield Step(name=f"fil.{name}")
        case ast.UnaryOp(op=op, operand=operand) if type(op) in OPERATORS:
            yield from _compile(operand, source, depth - 1)
            yield Step(function=OPERATORS[type(op)], arity=1)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            yield from _compile(left, source, depth - 1)
            yield from _compile(right, source, depth - 1)
            yield Step(function=OPERATORS[type(op)], arity=2)
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
            function = _function(name, len(arguments))
            for argument in arguments:
                yield from _compile(argument, source, depth - 1)
            yield Step(function=function, arity=len(arguments))
        case _:
            raise _refused(node, source)


def _constant(number: float) -> float:
    try:
        return _finite(number)
    except OverflowError:
        raise FormulaError("a number is too large", "write a smaller one") from None


def _function(name: str, arity: int) -> Function:
    """The function called, if it takes that many arguments."""
    function = FUNCTIONS.get(name)
    if function is None:
        raise FormulaError(f"there is no function {quoted(name)}", instead(name, FUNCTIONS))
    parameters = inspect.signature(function).parameters.values()
    try:
        inspect.signature(function).bind(*range(arity))
    except TypeError:
        call = f"{name}({', '.join(str(parameter).split(':')[0] for parameter in parameters)})"
        raise FormulaError(f"{name}() does not take {arity} value(s)", f"write {call}") from None
    return function


def _refused(node: ast.expr, source: str) -> FormulaError:
    piece = source[node.col_offset : node.end_col_offset]
    if isinstance(node, ast.Tuple):
        return FormulaError(f"{quoted(piece)} has a comma", "write decimals with a point: 12.5")
    return FormulaError(f"{quoted(piece)} is not arithmetic", "use only + - * / ** and functions")
