"""How far codings of the same passages agree: by field, by language, by actor, with intervals. The verb is `evaluate`.

`alpha` holds Krippendorff's alpha, `scores` precision, recall and F1, `fields` what is compared, `intervals` the resampling of
documents, `evaluation` the whole.
"""

from cordiale.agreement.evaluation import Evaluation, FieldAgreement, GroupAgreement, Measure, evaluate

__all__ = ["Evaluation", "FieldAgreement", "GroupAgreement", "Measure", "evaluate"]
