"""Figures of all samples of a question: stats and energy."""

import numpy as np

from answers import about, answers


def present(stretches):
    return np.concatenate([np.empty(0), *(stretch.present for stretch in stretches)])


def covered(stretches):
    """Columns that most answers have."""
    return {
        "sample_count": sum(stretch.present.size for stretch in stretches),
        "missing_count": sum(stretch.missing for stretch in stretches),
        "sessions": len({stretch.session for stretch in stretches}),
    }


def unit(stretches):
    return {"unit": stretches[0].unit if stretches else None}


@answers
def stats(lake, question):
    stretches = lake.readings(question)
    x = present(stretches)
    size = np.abs(x).mean() if x.size else 0
    figures = {
        "mean": about(x.mean(), size),
        "std": about(x.std()),
        "rms": about(np.sqrt((x * x).mean())),
        "min": x.min(),
        "max": x.max(),
        "peak_to_peak": x.max() - x.min(),
    } if x.size else dict.fromkeys(("mean", "std", "rms", "min", "max", "peak_to_peak"))
    integral = [(stretch.present.sum() / stretch.rate, np.abs(stretch.present).sum() / stretch.rate)
                for stretch in stretches]
    return [{
        **covered(stretches),
        **unit(stretches),
        **figures,
        "seconds": about(sum(stretch.length / stretch.rate for stretch in stretches)),
        "integral": about(sum(sum_ for sum_, _ in integral), sum(size for _, size in integral)) if stretches else None,
    }]


def energy_of(stretches):
    joules = sum(stretch.present.sum() / stretch.rate for stretch in stretches)
    scale = sum(np.abs(stretch.present).sum() / stretch.rate for stretch in stretches)
    seconds = sum(stretch.present.size / stretch.rate for stretch in stretches)
    return {
        "energy_j": about(joules, scale) if stretches else None,
        "mean_power_w": about(joules / seconds, scale / seconds) if seconds else None,
        "seconds": about(sum(stretch.length / stretch.rate for stretch in stretches)),
    }


@answers
def energy(lake, question):
    published, products = lake.power(question)
    sources = (["current × voltage"] if products else []) + (["power"] if published else [])
    return [{
        **covered(published + products),
        **energy_of(published + products),
        "source": " and ".join(sources),
    }]
