/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/function-list.h"

#include "analysis/function-strips.h"
#include "session/latest.h"

/* What a worker finds, and what of it the next one need not find again. */
typedef struct
{
  EmberFunctionIndex *index;
  EmberFlameGraph *graph;
  char *text;
  gboolean is_regex;
  EmberSearch *search; /* (nullable): what text finds */
  EmberFunctions *functions;
  char *error; /* (nullable): what is wrong with the text */
} Finding;

typedef struct
{
  EmberFunctionIndex *index; /* (nullable): of the graph's profile, if there is one already */
  EmberFlameGraph *graph;
  char *text;
  gboolean is_regex;
  EmberSearch *search; /* (nullable): what text finds in the graph's profile, if that is known */
  EmberFunctionOrder order;
  gboolean is_descending;
  EmberDifference *difference; /* (nullable): of that graph */
  EmberChangeBasis basis;
} Request;

typedef struct
{
  EmberFunctionIndex *index; /* (nullable): of the set's profile, if there is one already */
  EmberTableSet *set;
} StripsRequest;

/* The strips, and of which profile's functions they are. */
typedef struct
{
  EmberWhenStrips *strips;
  EmberProfile *profile;
} StripsFinding;

struct _EmberFunctionList
{
  GObject parent_instance;

  EmberSession *session;
  gboolean is_active;
  gboolean has_stale_functions; /* to be made when the list is active */
  gboolean has_stale_strips;
  char *text;
  gboolean is_regex;
  EmberFunctionOrder order;
  gboolean is_descending;
  EmberDifference *difference; /* (nullable) */
  EmberChangeBasis basis;

  Finding finding;
  StripsFinding strips;
  EmberTableSet *strips_set; /* (nullable): whose strips were asked for last */
  EmberLatest *work;
  EmberLatest *strips_work;
};

enum
{
  PROP_FUNCTIONS = 1,
  PROP_STRIPS,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EmberFunctionList, ember_function_list, G_TYPE_OBJECT)

static void
finding_clear (Finding *finding)
{
  g_clear_pointer (&finding->functions, ember_functions_free);
  g_clear_pointer (&finding->search, ember_search_unref);
  g_clear_pointer (&finding->index, ember_function_index_unref);
  g_clear_pointer (&finding->graph, ember_flame_graph_unref);
  g_clear_pointer (&finding->text, g_free);
  g_clear_pointer (&finding->error, g_free);
}

static void
finding_free (gpointer data)
{
  finding_clear (data);
  g_free (data);
}

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_pointer (&request->index, ember_function_index_unref);
  g_clear_pointer (&request->search, ember_search_unref);
  g_clear_pointer (&request->difference, ember_difference_unref);
  ember_flame_graph_unref (request->graph);
  g_free (request->text);
  g_free (request);
}

/* @index: (nullable): */
static EmberFunctionIndex *
get_index_of (EmberFunctionIndex *index,
              EmberProfile *profile)
{
  return index != NULL ? ember_function_index_ref (index) : ember_function_index_new (profile);
}

/* An expression that is none finds everything, and the error says so. */
static void
search (Finding *finding,
        const Request *request,
        GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (request->search != NULL)
    finding->search = ember_search_ref (request->search);
  else if (request->text[0] != '\0')
    finding->search = ember_search_new (ember_flame_graph_get_profile (request->graph), request->text, request->is_regex, cancellable, &error);
  if (finding->search != NULL)
    ember_functions_keep (finding->functions, finding->search);
  finding->error = error != NULL ? g_strdup (error->message) : NULL;
}

/* Returns: (transfer full) (nullable): a Finding; NULL if cancelled */
static gpointer
find_work (gconstpointer data,
           GCancellable *cancellable)
{
  const Request *request = data;
  Finding *finding = g_new0 (Finding, 1);

  finding->graph = ember_flame_graph_ref (request->graph);
  finding->text = g_strdup (request->text);
  finding->is_regex = request->is_regex;
  finding->index = get_index_of (request->index, ember_flame_graph_get_profile (request->graph));
  if (request->difference != NULL)
    finding->functions = ember_functions_new_compared (finding->index, request->difference, request->basis, cancellable);
  else
    finding->functions = ember_functions_new_in (finding->index, request->graph, EMBER_MEASURE_WEIGHT, cancellable);
  if (finding->functions != NULL)
    search (finding, request, cancellable);
  if (finding->functions == NULL || g_cancellable_is_cancelled (cancellable))
    {
      finding_free (finding);
      return NULL;
    }
  ember_functions_sort (finding->functions, request->order, request->is_descending);
  return finding;
}

static void
strips_request_free (gpointer data)
{
  StripsRequest *request = data;

  g_clear_pointer (&request->index, ember_function_index_unref);
  ember_table_set_free (request->set);
  g_free (request);
}

static void
strips_clear (StripsFinding *finding)
{
  g_clear_pointer (&finding->strips, ember_when_strips_unref);
  g_clear_pointer (&finding->profile, ember_profile_unref);
}

static void
strips_free (gpointer data)
{
  strips_clear (data);
  g_free (data);
}

/* Returns: (transfer full) (nullable): a StripsFinding; NULL if cancelled */
static gpointer
strips_work (gconstpointer data,
             GCancellable *cancellable)
{
  const StripsRequest *request = data;
  g_autoptr (EmberFunctionIndex) index = get_index_of (request->index, request->set->profile);
  EmberWhenStrips *strips = ember_function_strips_new_of_recording (index, request->set, cancellable);
  StripsFinding *finding;

  if (strips == NULL)
    return NULL;
  finding = g_new0 (StripsFinding, 1);
  finding->strips = strips;
  finding->profile = ember_profile_ref (request->set->profile);
  return finding;
}

/* Ids depend on nothing but the profile, so its functions may be looked up again. */
static EmberFunctionIndex *
find_index (EmberFunctionList *self,
            const EmberProfile *profile)
{
  EmberFunctionIndex *index = self->finding.index;

  return index != NULL && index->profile == profile ? ember_function_index_ref (index) : NULL;
}

static EmberSearch *
find_search (EmberFunctionList *self,
             const EmberProfile *profile)
{
  const Finding *finding = &self->finding;
  const gboolean is_same = finding->search != NULL && ember_search_get_profile (finding->search) == profile &&
                           finding->is_regex == self->is_regex && g_strcmp0 (finding->text, self->text) == 0;

  return is_same ? ember_search_ref (finding->search) : NULL;
}

static void
request_functions (EmberFunctionList *self)
{
  EmberFlameGraph *graph = self->difference != NULL ? self->difference->range : ember_session_get_graph (self->session);
  Request *request;

  self->has_stale_functions = TRUE;
  if (!self->is_active)
    return;
  self->has_stale_functions = FALSE;
  if (graph == NULL)
    {
      ember_latest_cancel (self->work);
      finding_clear (&self->finding);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FUNCTIONS]);
      return;
    }
  request = g_new0 (Request, 1);
  request->graph = ember_flame_graph_ref (graph);
  request->index = find_index (self, ember_flame_graph_get_profile (graph));
  request->search = find_search (self, ember_flame_graph_get_profile (graph));
  request->text = g_strdup (self->text);
  request->is_regex = self->is_regex;
  request->difference = self->difference != NULL ? ember_difference_ref (self->difference) : NULL;
  request->basis = self->basis;
  request->order = self->order;
  request->is_descending = self->is_descending;
  ember_latest_push (self->work, request);
}

/* Where something is compared, what that makes of the new graph will be told later. */
static void
graph_changed_cb (EmberFunctionList *self)
{
  if (self->difference == NULL)
    request_functions (self);
}

/* The samples of the session; where it is compared with another recording, on the tree of both.
 * Returns: (transfer none) (nullable): */
static const EmberTableSet *
get_strips_set (EmberFunctionList *self)
{
  const EmberTableSet *set = ember_session_get_table_set (self->session);
  const EmberTableSet *compared = self->difference != NULL ? ember_flame_graph_get_set (self->difference->range) : set;

  return set != NULL && compared->profile != set->profile ? compared : set;
}

static void
request_strips (EmberFunctionList *self)
{
  const EmberTableSet *set = get_strips_set (self);
  StripsRequest *request;

  self->has_stale_strips = TRUE;
  if (!self->is_active)
    return;
  self->has_stale_strips = FALSE;
  ember_latest_cancel (self->strips_work);
  g_clear_pointer (&self->strips_set, ember_table_set_free);
  if (set == NULL || !ember_profile_has_times (set->profile))
    {
      strips_clear (&self->strips);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STRIPS]);
      return;
    }
  request = g_new0 (StripsRequest, 1);
  self->strips_set = ember_table_set_copy (set);
  request->set = ember_table_set_copy (set);
  request->index = find_index (self, set->profile);
  ember_latest_push (self->strips_work, request);
}

static void
found_cb (gpointer result,
          gpointer user_data)
{
  EmberFunctionList *self = user_data;
  Finding *finding = result;
  Finding old = self->finding;

  if (finding == NULL)
    return;
  self->finding = *finding;
  g_free (finding);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FUNCTIONS]);
  if (g_strcmp0 (old.error, self->finding.error) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
  finding_clear (&old);
}

static void
strips_found_cb (gpointer result,
                 gpointer user_data)
{
  EmberFunctionList *self = user_data;

  if (result == NULL)
    return;
  strips_clear (&self->strips);
  self->strips = *(StripsFinding *) result;
  g_free (result);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STRIPS]);
}

static void
ember_function_list_get_property (GObject *object,
                                  guint id,
                                  GValue *value,
                                  GParamSpec *pspec)
{
  EmberFunctionList *self = EMBER_FUNCTION_LIST (object);

  switch (id)
    {
    case PROP_FUNCTIONS:
      g_value_set_pointer (value, self->finding.functions);
      break;
    case PROP_STRIPS:
      g_value_set_pointer (value, ember_function_list_get_strips (self));
      break;
    case PROP_ERROR:
      g_value_set_string (value, self->finding.error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ember_function_list_dispose (GObject *object)
{
  EmberFunctionList *self = EMBER_FUNCTION_LIST (object);

  g_clear_pointer (&self->work, ember_latest_free);
  g_clear_pointer (&self->strips_work, ember_latest_free);
  g_clear_pointer (&self->difference, ember_difference_unref);
  g_clear_pointer (&self->strips_set, ember_table_set_free);
  finding_clear (&self->finding);
  strips_clear (&self->strips);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (ember_function_list_parent_class)->dispose (object);
}

static void
ember_function_list_finalize (GObject *object)
{
  g_free (EMBER_FUNCTION_LIST (object)->text);
  G_OBJECT_CLASS (ember_function_list_parent_class)->finalize (object);
}

static void
ember_function_list_class_init (EmberFunctionListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = ember_function_list_get_property;
  object_class->dispose = ember_function_list_dispose;
  object_class->finalize = ember_function_list_finalize;
  properties[PROP_FUNCTIONS] = g_param_spec_pointer ("functions", NULL, NULL, readable);
  properties[PROP_STRIPS] = g_param_spec_pointer ("strips", NULL, NULL, readable);
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ember_function_list_init (EmberFunctionList *self)
{
  self->text = g_strdup ("");
  self->is_descending = TRUE;
  self->work = ember_latest_new (find_work, found_cb, self, request_free, finding_free);
  self->strips_work = ember_latest_new (strips_work, strips_found_cb, self, strips_request_free, strips_free);
}

EmberFunctionList *
ember_function_list_new (EmberSession *session)
{
  EmberFunctionList *self = g_object_new (EMBER_TYPE_FUNCTION_LIST, NULL);

  self->session = g_object_ref (session);
  self->has_stale_functions = self->has_stale_strips = TRUE;
  g_signal_connect_object (session, "notify::graph", G_CALLBACK (graph_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::table-set", G_CALLBACK (request_strips), self, G_CONNECT_SWAPPED);
  return self;
}

void
ember_function_list_set_active (EmberFunctionList *self,
                                gboolean is_active)
{
  g_return_if_fail (EMBER_IS_FUNCTION_LIST (self));

  self->is_active = is_active;
  if (is_active && self->has_stale_functions)
    request_functions (self);
  if (is_active && self->has_stale_strips)
    request_strips (self);
}

void
ember_function_list_set_search (EmberFunctionList *self,
                                const char *text,
                                gboolean is_regex)
{
  g_return_if_fail (EMBER_IS_FUNCTION_LIST (self));

  if (g_strcmp0 (self->text, text != NULL ? text : "") == 0 && self->is_regex == is_regex)
    return;
  g_free (self->text);
  self->text = g_strdup (text != NULL ? text : "");
  self->is_regex = is_regex;
  request_functions (self);
}

void
ember_function_list_set_difference (EmberFunctionList *self,
                                    EmberDifference *difference,
                                    EmberChangeBasis basis)
{
  const EmberTableSet *set;

  g_return_if_fail (EMBER_IS_FUNCTION_LIST (self));

  if (self->difference == difference && self->basis == basis)
    return;
  g_clear_pointer (&self->difference, ember_difference_unref);
  self->difference = difference != NULL ? ember_difference_ref (difference) : NULL;
  self->basis = basis;
  request_functions (self);
  set = get_strips_set (self);
  if (set != NULL && (self->strips_set == NULL || !ember_table_set_equal (set, self->strips_set)))
    request_strips (self);
}

void
ember_function_list_set_order (EmberFunctionList *self,
                               EmberFunctionOrder order,
                               gboolean is_descending)
{
  g_return_if_fail (EMBER_IS_FUNCTION_LIST (self));

  if (self->order == order && self->is_descending == is_descending)
    return;
  self->order = order;
  self->is_descending = is_descending;
  request_functions (self);
}

const EmberFunctions *
ember_function_list_get_functions (EmberFunctionList *self)
{
  return self->finding.functions;
}

EmberFlameGraph *
ember_function_list_get_graph (EmberFunctionList *self)
{
  return self->finding.graph;
}

EmberWhenStrips *
ember_function_list_get_strips (EmberFunctionList *self)
{
  const EmberFunctions *functions = self->finding.functions;

  return functions != NULL && functions->index->profile == self->strips.profile ? self->strips.strips : NULL;
}

gboolean
ember_function_list_is_busy (EmberFunctionList *self)
{
  return ember_latest_is_busy (self->work) || ember_latest_is_busy (self->strips_work);
}
