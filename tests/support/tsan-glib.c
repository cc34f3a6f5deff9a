/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells ThreadSanitizer what GLib, which is not built with it, does with its locks and tasks: else all that they guard is a
 * data race to it. A library to preload, made by tests/tsan.sh. */
#include <dlfcn.h>
#include <gio/gio.h>

void __tsan_acquire (void *address);
void __tsan_release (void *address);

#define REAL(name) ((__typeof__ (&name)) find (#name))

static void *
find (const char *name)
{
  return dlsym (RTLD_NEXT, name);
}

#define WRAP_LOCK(type, name)               \
  void name##lock (type *lock)              \
  {                                         \
    static __typeof__ (&name##lock) real;   \
    if (real == NULL)                       \
      real = REAL (name##lock);             \
    real (lock);                            \
    __tsan_acquire (lock);                  \
  }                                         \
  void name##unlock (type *lock)            \
  {                                         \
    static __typeof__ (&name##unlock) real; \
    if (real == NULL)                       \
      real = REAL (name##unlock);           \
    __tsan_release (lock);                  \
    real (lock);                            \
  }

WRAP_LOCK (GMutex, g_mutex_)
WRAP_LOCK (GRecMutex, g_rec_mutex_)
WRAP_LOCK (GRWLock, g_rw_lock_reader_)
WRAP_LOCK (GRWLock, g_rw_lock_writer_)

gboolean
g_mutex_trylock (GMutex *mutex)
{
  const gboolean is_locked = REAL (g_mutex_trylock) (mutex);

  if (is_locked)
    __tsan_acquire (mutex);
  return is_locked;
}

void
g_cond_wait (GCond *cond,
             GMutex *mutex)
{
  __tsan_release (mutex);
  REAL (g_cond_wait)
  (cond, mutex);
  __tsan_acquire (mutex);
}

gboolean
g_cond_wait_until (GCond *cond,
                   GMutex *mutex,
                   gint64 end_time)
{
  gboolean is_signalled;

  __tsan_release (mutex);
  is_signalled = REAL (g_cond_wait_until) (cond, mutex, end_time);
  __tsan_acquire (mutex);
  return is_signalled;
}

static GQuark
get_quark (void)
{
  return g_quark_from_static_string ("tsan-glib-func");
}

static void
run_worker (GTask *task,
            gpointer source,
            gpointer data,
            GCancellable *cancellable)
{
  __tsan_acquire (task);
  ((GTaskThreadFunc) g_object_get_qdata (G_OBJECT (task), get_quark ())) (task, source, data, cancellable);
  __tsan_release (task);
}

#define WRAP_RUN(name)                                                   \
  void name (GTask *task, GTaskThreadFunc func)                          \
  {                                                                      \
    g_object_set_qdata (G_OBJECT (task), get_quark (), (gpointer) func); \
    __tsan_release (task);                                               \
    REAL (name)                                                          \
    (task, run_worker);                                                  \
    __tsan_acquire (task);                                               \
  }

WRAP_RUN (g_task_run_in_thread_sync)

void
g_task_run_in_thread (GTask *task,
                      GTaskThreadFunc func)
{
  g_object_set_qdata (G_OBJECT (task), get_quark (), (gpointer) func);
  __tsan_release (task);
  REAL (g_task_run_in_thread)
  (task, run_worker);
}

void
g_task_return_pointer (GTask *task,
                       gpointer result,
                       GDestroyNotify free_func)
{
  __tsan_release (task);
  REAL (g_task_return_pointer)
  (task, result, free_func);
}

void
g_task_return_boolean (GTask *task,
                       gboolean result)
{
  __tsan_release (task);
  REAL (g_task_return_boolean)
  (task, result);
}

gpointer
g_task_propagate_pointer (GTask *task,
                          GError **error)
{
  __tsan_acquire (task);
  return REAL (g_task_propagate_pointer) (task, error);
}

gboolean
g_task_propagate_boolean (GTask *task,
                          GError **error)
{
  __tsan_acquire (task);
  return REAL (g_task_propagate_boolean) (task, error);
}

/* What was done with an object by who let it go is done before it is finalized. */
void
g_object_unref (gpointer object)
{
  __tsan_release (object);
  REAL (g_object_unref)
  (object);
}
