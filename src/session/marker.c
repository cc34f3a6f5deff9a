/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/marker.h"

#include "analysis/densest-stretch.h"
#include "analysis/heatmap-matches.h"
#include "analysis/heatmap-spread.h"
#include "session/latest.h"

/* What a worker finds. */
typedef struct
{
  EmberHeatmap *matches;
  EmberTimeRange stretch;
  uint64_t n_matches;
  uint64_t n_samples;
} Finding;

typedef struct
{
  EmberTableSet *set;
  EmberMark *mark;
  EmberHeatmapGrid grid;
  bool is_time; /* the map has waits in all cells that they last */
} Request;

struct _EmberMarker
{
  GObject parent_instance;

  EmberSession *session;
  EmberMark *picked;
  EmberMark *searched;
  Finding finding;
  EmberLatest *work;
};

enum
{
  PROP_MARK = 1,
  PROP_MATCHES,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmberMarker, ember_marker, G_TYPE_OBJECT)

static void
request_free (gpointer data)
{
  Request *request = data;

  ember_table_set_free (request->set);
  ember_mark_unref (request->mark);
  g_free (request);
}

static void
finding_clear (Finding *finding)
{
  g_clear_pointer (&finding->matches, ember_heatmap_unref);
  *finding = (Finding){ 0 };
}

static void
finding_free (gpointer data)
{
  finding_clear (data);
  g_free (data);
}

/* Returns: (transfer full) (nullable): a Finding; NULL if cancelled or if the mark is a bad expression */
static gpointer
find_work (gconstpointer data,
           GCancellable *cancellable)
{
  const Request *request = data;
  g_autoptr (EmberStackMask) stacks = ember_mark_find_stacks (request->mark, request->set->profile, cancellable, NULL);
  g_autoptr (EmberHeatmap) matches = NULL;
  Finding *finding;

  if (stacks != NULL)
    matches = ember_heatmap_new_of_stacks (request->set, &request->grid, EMBER_TIME_RANGE_ALL, stacks, cancellable);
  if (matches == NULL)
    return NULL;
  finding = g_new0 (Finding, 1);
  finding->n_matches = ember_heatmap_sum (matches);
  if (request->is_time)
    {
      ember_heatmap_unref (matches);
      matches = ember_heatmap_new_spread (request->set, &request->grid, EMBER_TIME_RANGE_ALL, stacks, NULL);
    }
  finding->stretch = ember_densest_stretch_of_map (matches, cancellable);
  finding->n_samples = ember_table_set_count (request->set, EMBER_TIME_RANGE_ALL);
  finding->matches = g_steal_pointer (&matches);
  return finding;
}

static void
drop_finding (EmberMarker *self)
{
  if (self->finding.matches == NULL)
    return;
  finding_clear (&self->finding);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MATCHES]);
}

static void
found_cb (gpointer result,
          gpointer user_data)
{
  EmberMarker *self = user_data;
  Finding *finding = result;

  if (finding == NULL)
    {
      drop_finding (self);
      return;
    }
  finding_clear (&self->finding);
  self->finding = *finding;
  g_free (finding);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MATCHES]);
}

/* Counts anew; until then the old counts stay, if they have the grid of the map. */
static void
update (EmberMarker *self)
{
  const EmberTableSet *set = ember_session_get_table_set (self->session);
  const EmberHeatmap *heatmap = ember_session_get_heatmap (self->session);
  EmberMark *mark = ember_marker_get_mark (self);
  Request *request;

  if (set == NULL || heatmap == NULL || mark == NULL)
    {
      ember_latest_cancel (self->work);
      drop_finding (self);
      return;
    }
  if (self->finding.matches != NULL && (!ember_heatmap_grid_equal (&self->finding.matches->grid, &heatmap->grid) ||
                                        self->finding.matches->is_time != heatmap->is_time))
    drop_finding (self);
  request = g_new (Request, 1);
  request->set = ember_table_set_copy (set);
  request->mark = ember_mark_ref (mark);
  request->grid = heatmap->grid;
  request->is_time = heatmap->is_time;
  ember_latest_push (self->work, request);
}

/* @holding: the mark that held before */
static void
mark_changed (EmberMarker *self,
              EmberMark *holding)
{
  EmberMark *mark = ember_marker_get_mark (self);

  if (mark == holding || (mark != NULL && holding != NULL && ember_mark_equal (mark, holding)))
    return;
  drop_finding (self);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MARK]);
}

static void
ember_marker_get_property (GObject *object,
                           guint id,
                           GValue *value,
                           GParamSpec *pspec)
{
  EmberMarker *self = EMBER_MARKER (object);

  if (id == PROP_MARK)
    g_value_set_pointer (value, ember_marker_get_mark (self));
  else if (id == PROP_MATCHES)
    g_value_set_pointer (value, self->finding.matches);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ember_marker_dispose (GObject *object)
{
  EmberMarker *self = EMBER_MARKER (object);

  g_clear_pointer (&self->work, ember_latest_free);
  g_clear_pointer (&self->picked, ember_mark_unref);
  g_clear_pointer (&self->searched, ember_mark_unref);
  finding_clear (&self->finding);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (ember_marker_parent_class)->dispose (object);
}

static void
ember_marker_class_init (EmberMarkerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ember_marker_get_property;
  object_class->dispose = ember_marker_dispose;
  properties[PROP_MARK] = g_param_spec_pointer ("mark", NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MATCHES] = g_param_spec_pointer ("matches", NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ember_marker_init (EmberMarker *self)
{
  self->work = ember_latest_new (find_work, found_cb, self, request_free, finding_free);
}

EmberMarker *
ember_marker_new (EmberSession *session)
{
  EmberMarker *self = g_object_new (EMBER_TYPE_MARKER, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::heatmap", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  return self;
}

void
ember_marker_pick (EmberMarker *self,
                   EmberMark *mark)
{
  g_autoptr (EmberMark) picked = NULL;
  g_autoptr (EmberMark) holding = NULL;

  g_return_if_fail (EMBER_IS_MARKER (self));

  holding = ember_marker_get_mark (self) != NULL ? ember_mark_ref (ember_marker_get_mark (self)) : NULL;
  picked = g_steal_pointer (&self->picked);
  self->picked = mark != NULL ? ember_mark_ref (mark) : NULL;
  mark_changed (self, holding);
}

void
ember_marker_set_search (EmberMarker *self,
                         EmberMark *mark)
{
  g_autoptr (EmberMark) holding = NULL;
  g_autoptr (EmberMark) before = NULL;

  g_return_if_fail (EMBER_IS_MARKER (self));

  holding = ember_marker_get_mark (self) != NULL ? ember_mark_ref (ember_marker_get_mark (self)) : NULL;
  before = g_steal_pointer (&self->searched);
  self->searched = mark != NULL ? ember_mark_ref (mark) : NULL;
  if (mark != NULL && (before == NULL || !ember_mark_equal (before, mark)))
    g_clear_pointer (&self->picked, ember_mark_unref);
  mark_changed (self, holding);
}

gboolean
ember_marker_has_picked (EmberMarker *self)
{
  return self->picked != NULL;
}

EmberMark *
ember_marker_get_mark (EmberMarker *self)
{
  return self->picked != NULL ? self->picked : self->searched;
}

char *
ember_marker_dup_label (EmberMarker *self)
{
  EmberMark *mark = ember_marker_get_mark (self);

  return mark != NULL ? g_utf8_make_valid (mark->text, -1) : NULL;
}

EmberHeatmap *
ember_marker_get_matches (EmberMarker *self)
{
  return self->finding.matches;
}

uint64_t
ember_marker_get_n_matches (EmberMarker *self)
{
  return self->finding.n_matches;
}

uint64_t
ember_marker_get_n_samples (EmberMarker *self)
{
  return self->finding.n_samples;
}

EmberTimeRange
ember_marker_get_stretch (EmberMarker *self)
{
  return self->finding.stretch;
}

gboolean
ember_marker_is_busy (EmberMarker *self)
{
  return ember_latest_is_busy (self->work);
}
