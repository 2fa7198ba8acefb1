"""How far the energy of two algorithms is apart."""

import numpy as np
from scipy.stats import t as student

from answers import about, answers
from figures import covered, energy_of
from portions import portions


def difference(a, b):
    """Welch's interval for the difference of the means, Fieller's for their ratio."""
    row = dict.fromkeys(f"difference{name}" for name in
                        ("_j", "_low_j", "_high_j", "_percent", "_low_percent", "_high_percent"))
    if a.size and b.size:
        row["difference_j"] = about(b.mean() - a.mean(), abs(a.mean()))
        row["difference_percent"] = about(100 * (b.mean() / a.mean() - 1), 100)
    if a.size > 1 and b.size > 1:
        va, vb = a.var(ddof=1) / a.size, b.var(ddof=1) / b.size
        t = student.ppf(0.975, (va + vb) ** 2 / (va**2 / (a.size - 1) + vb**2 / (b.size - 1)))
        half = t * np.sqrt(va + vb)
        row["difference_low_j"] = about(b.mean() - a.mean() - half, abs(a.mean()))
        row["difference_high_j"] = about(b.mean() - a.mean() + half, abs(a.mean()))
        ratios = np.roots([a.mean() ** 2 - t**2 * va, -2 * a.mean() * b.mean(), b.mean() ** 2 - t**2 * vb])
        if a.mean() ** 2 > t**2 * va:
            row["difference_low_percent"] = about(100 * (ratios.min() - 1), 100)
            row["difference_high_percent"] = about(100 * (ratios.max() - 1), 100)
    return row


@answers
def compare(lake, question):
    row = {}
    energies = []
    for side in "ab":
        of_side = {**question, "algorithm": question[f"algorithm_{side}"]}
        if f"session_{side}" in question:
            of_side["session"] = question[f"session_{side}"]
        stretches = sum(lake.power(of_side), [])
        figures = energy_of(stretches)
        of_portions = portions(lake, of_side)
        energies.append(np.array([joules for joules, _ in of_portions]))
        row[f"energy_{side}_j"] = figures["energy_j"]
        row[f"mean_power_{side}_w"] = figures["mean_power_w"]
        row[f"seconds_{side}"] = figures["seconds"]
        row[f"missing_{side}"] = covered(stretches)["missing_count"]
        row[f"sessions_{side}"] = covered(stretches)["sessions"]
        row[f"periods_{side}"] = len(of_portions)
        row[f"mean_period_{side}_s"] = about(np.mean([s for _, s in of_portions])) if of_portions else None
    row["period_s"] = float(question.get("period_s", 1)) if question.get("per", "period") == "period" else None
    return [{**row, **difference(*energies)}]
