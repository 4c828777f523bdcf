"""Whether a step of the evaluation is possible now, with the sentence that says why not."""
