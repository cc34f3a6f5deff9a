/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <math.h>

#include "paint/flame-colors.h"
#include "profile/amount-text.h"
#include "ui/flame-view-steps.h"

/* "834 samples", or "2.18 s" where samples stand for that. */
static char *
dup_amount (const EmberFlameGraph *graph,
            uint64_t amount)
{
  if (ember_flame_graph_has_weights (graph))
    return ember_amount_text_dup_weight (ember_flame_graph_get_set (graph), amount);
  return ember_amount_text_dup_samples (amount);
}

/* What chance may have done has no arrow and says so. */
static char *
dup_verdict (const EmberChange *change)
{
  const char *sign = ember_change_step_get_sign (ember_change_step_get (change->change, change->confidence));
  const bool is_sure = sign[0] != '\0';
  const double percent = change->expected > 0 ? 100 * ((double) change->range - change->expected) / change->expected : 0;

  if (change->baseline == 0)
    return g_strdup (is_sure ? _ ("↑ new") : _ ("new, but that may be chance"));
  if (change->range == 0)
    return g_strdup (is_sure ? _ ("↓ gone") : _ ("gone, but that may be chance"));
  if (fabs (percent) < 0.5)
    return g_strdup (_ ("the same"));
  if (percent > 0)
    return g_strdup_printf (is_sure ? _ ("↑ grew by %.0f %%") : _ ("grew by %.0f %%, but that may be chance"), percent);
  return g_strdup_printf (is_sure ? _ ("↓ shrank by %.0f %%") : _ ("shrank by %.0f %%, but that may be chance"), -percent);
}

static char *
dup_baseline (const EmberDifference *difference,
              const EmberChange *change)
{
  const uint64_t expected = (uint64_t) llround (change->expected);
  g_autofree char *counted = dup_amount (difference->baseline, change->baseline);
  g_autofree char *scaled = dup_amount (difference->baseline, expected);

  if (change->baseline == 0)
    return g_strdup (_ ("none in the baseline"));
  if (expected == change->baseline)
    /* Translators: %s is "834 samples" */
    return g_strdup_printf (_ ("baseline %s"), counted);
  return g_strdup_printf (difference->normalization == EMBER_PER_TIME
                              /* Translators: "834 samples", then what that makes when it is scaled to the other range */
                              ? _ ("baseline %s, per equal time %s")
                              : _ ("baseline %s, per equal samples %s"),
                          counted, scaled);
}

char *
ember_flame_view_dup_change (EmberFlameView *self,
                             EmberStackId id,
                             EmberChangeBasis basis)
{
  g_autofree char *verdict = NULL;
  g_autofree char *baseline = NULL;
  g_autofree char *range = NULL;
  EmberChange change;

  if (self->difference == NULL)
    return NULL;
  change = ember_difference_get (self->difference, id, basis);
  if (change.range == 0 && change.baseline == 0)
    return g_strdup (_ ("none in both"));
  verdict = dup_verdict (&change);
  range = dup_amount (self->difference->range, change.range);
  baseline = dup_baseline (self->difference, &change);
  if (change.range == 0)
    /* Translators: "↓ gone", "baseline 834 samples" */
    return g_strdup_printf (_ ("%s: %s"), verdict, baseline);
  /* Translators: "↑ grew by 48 %", "412 samples", "baseline 834 samples" */
  return g_strdup_printf (_ ("%s: %s, %s"), verdict, range, baseline);
}
