#!/bin/sh
# Puts PepDesk into your own folders, without administrator rights:  sh install.sh      and away again:  sh install.sh --remove
# Your plans (in ~/.local/share/pepdesk) are never touched.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
program=$HOME/.local/lib/pepdesk
bin=$HOME/.local/bin

listed() { (cd "$here/share" && find . -type f | sed 's|^\./||'); }
refresh() {
    for line in "update-mime-database $data/mime" "update-desktop-database $data/applications"; do
        # shellcheck disable=SC2086
        command -v ${line%% *} >/dev/null 2>&1 && $line >/dev/null 2>&1 || true
    done
}

if [ "${1:-}" = --remove ]; then
    listed | while read -r file; do rm -f "$data/$file"; done
    rm -f "$bin/pepdesk"
    rm -rf "$program"
    refresh
    echo "PepDesk was removed. Your plans are still in $data/pepdesk."
    exit 0
fi
(cd "$here" && sha256sum --check --quiet CONTENTS) || { echo "A file is damaged or missing. Nothing was installed." >&2; exit 3; }
mkdir -p "$bin" "$(dirname "$program")" "$data"
rm -rf "$program.new"
cp -a "$here/pepdesk" "$program.new"
rm -rf "$program"
mv "$program.new" "$program"
ln -sf "$program/pepdesk" "$bin/pepdesk"
listed | while read -r file; do
    mkdir -p "$data/$(dirname "$file")"
    cp "$here/share/$file" "$data/$file"
done
sed -i "s|^Exec=pepdesk|Exec=$bin/pepdesk|" "$data/applications/org.pepdesk.PepDesk.desktop"
refresh
echo "PepDesk is installed: start it from the menu, or as $bin/pepdesk"
