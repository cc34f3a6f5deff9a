#!/usr/bin/python3
"""accessibility.py ON-SCREEN PROGRAM RECORDING: what a screen reader reads of the window, over the accessibility bus. TAP.

Runs itself once more on a screen and a session bus of its own."""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

try:
    import gi
    gi.require_version('Atspi', '2.0')
    from gi.repository import Atspi
except (ImportError, ValueError):
    Atspi = None

on_screen, program, recording = sys.argv[1:4]
SECONDS = 180


SERVICE = '/usr/share/dbus-1/services/org.a11y.Bus.service'
BUS = """<busconfig><type>session</type><listen>unix:tmpdir={0}</listen><servicedir>{0}</servicedir>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>"""


def run_on_own_screen():
    """The bus starts nothing but assistive technology's: other services would mount and write."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, tempfile.TemporaryFile('w+') as output, tempfile.TemporaryFile('w+') as errors:
        shutil.copy(SERVICE, folder)
        config = os.path.join(folder, 'bus.conf')
        with open(config, 'w') as file:
            file.write(BUS.format(folder))
        command = [on_screen, 'dbus-run-session', f'--config-file={config}', '--', sys.executable, *sys.argv, '--inside']
        env = {name: value for name, value in os.environ.items() if name not in ('G_DEBUG', 'GTK_A11Y', 'NO_AT_BRIDGE', 'WAYLAND_DISPLAY')}
        # Into files: a service may outlive the bus, and who reads a pipe of it would wait.
        result = subprocess.run(command, env=env | {'XDG_RUNTIME_DIR': folder, 'XDG_DATA_HOME': folder}, stdout=output, stderr=errors)
        output.seek(0)
        errors.seek(0)
        print(*(line for line in output.read().splitlines() if re.match(r'1\.\.|(not )?ok |#', line)), sep='\n')
        print(errors.read(), end='', file=sys.stderr)
    return result.returncode


def wait_for(ask, what):
    """The first true answer."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        answer = ask()
        if answer:
            return answer
        time.sleep(0.05)
    raise AssertionError(f'no {what} within {SECONDS} seconds')


def walk(node):
    yield node
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield from walk(child)


def find_application(pid):
    desktop = Atspi.get_desktop(0)
    nodes = (desktop.get_child_at_index(i) for i in range(desktop.get_child_count()))
    return next((node for node in nodes if node is not None and node.get_process_id() == pid and node.get_child_count() > 0), None)


def find(root, pattern):
    """The first node whose name matches."""
    return wait_for(lambda: next((node for node in walk(root) if re.match(pattern, node.get_name() or '')), None), f'“{pattern}”')


def press(*keys):
    subprocess.run(['xdotool', 'key', *keys], check=True)


def described(node, pattern):
    node.clear_cache()
    return re.match(pattern, node.get_description() or '')


def reads(node, pattern):
    return wait_for(lambda: described(node, pattern), f'description “{pattern}” of “{node.get_name()}”, but “{node.get_description()}”')


def focused(node):
    return node.get_state_set().contains(Atspi.StateType.FOCUSED)


def tab_to(node):
    """A busy machine tells late where the focus is: then more slowly once more."""
    for pause in (0.1, 0.5, 2):
        for _ in range(30):
            if focused(node):
                return
            press('Tab')
            time.sleep(pause)
    raise AssertionError(f'Tab does not lead to “{node.get_name()}”')


def check_heat_map(root):
    """the heat map is an image with a name, and reads the cell that the arrows lead to"""
    node = find(root, 'Heat map')
    assert node.get_role() == Atspi.Role.IMAGE, node.get_role_name()
    tab_to(node)
    press('Right', 'Up')
    reads(node, r'1\.020–1\.040 s · .*sample')


def check_selection(root):
    """a cell that is selected is told in words"""
    press('Return')
    find(root, r'1\.020 s – 1\.040 s · 0\.020 s · [\d,]+ samples? · ')


def check_flame_graph(root):
    """the flame graph is an image with a name, and reads the frame that the arrows lead to"""
    node = find(root, 'Flame graph of [1-9]')
    assert node.get_role() == Atspi.Role.IMAGE, node.get_role_name()
    tab_to(node)
    reads(node, r'all samples .* 100\.00 % of all')
    press('Up', 'Up')
    reads(node, r'(?!all samples).+ \(.+\) · [\d,]+ samples?[ ,].* · self .* of all')


def check_controls(root):
    """every control has a name"""
    roles = (Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON, Atspi.Role.CHECK_BOX, Atspi.Role.COMBO_BOX, Atspi.Role.ENTRY, Atspi.Role.TEXT)
    nodes = [node for node in walk(root) if node.get_role() in roles]
    nameless = [f'{node.get_role_name()} in “{node.get_parent().get_name()}”' for node in nodes if not node.get_name()]
    assert len(nodes) > 5 and not nameless, f'{len(nodes)} controls, without a name: {nameless}'


def run_checks():
    app = subprocess.Popen([program, recording], env=os.environ | {'GDK_BACKEND': 'x11', 'GSK_RENDERER': 'cairo', 'GSETTINGS_BACKEND': 'memory', 'LC_ALL': 'C.UTF-8'})
    checks = [check_heat_map, check_selection, check_flame_graph, check_controls]
    n_failed = 0
    print(f'1..{len(checks)}')
    try:
        Atspi.init()
        root = wait_for(lambda: find_application(app.pid) or app.poll() is not None, 'application on the bus')
        assert app.poll() is None, f'the program ended with status {app.returncode}'
        find(root, r'Flame graph of [1-9]')
        window = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', '.'], check=True, capture_output=True, text=True).stdout.split()[-1]
        subprocess.run(['xdotool', 'windowfocus', '--sync', window], check=True)
        for number, check in enumerate(checks, 1):
            try:
                check(root)
                print(f'ok {number} - {check.__doc__}')
            except AssertionError as error:
                n_failed += 1
                print(f'not ok {number} - {check.__doc__}\n# {error}')
    finally:
        app.terminate()
        app.wait()
    return n_failed > 0


if sys.argv[4:] == ['--inside']:
    sys.exit(run_checks())
missing = [tool for tool in ('Xvfb', 'dbus-run-session', 'xdotool') if shutil.which(tool) is None]
if Atspi is None or missing or not os.path.exists(SERVICE):
    print('1..0 # SKIP the accessibility bus, python3-gi or', ', '.join(missing) or 'gir1.2-atspi-2.0', 'is missing')
    sys.exit(0)
sys.exit(run_on_own_screen())
