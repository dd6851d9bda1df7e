#!/bin/sh
# PepDesk.app in a signed, notarised .dmg. NOT RUN SO FAR: it needs a Mac with macOS 14, Xcode's command line tools and Python
# 3.13 from python.org, once for each kind of processor.
#
#   CODESIGN_IDENTITY="Developer ID Application: ..." NOTARY_PROFILE=pepdesk sh installers/macos/build.sh
#
# The identity and the notary's profile live in the keychain; nothing secret is written here. Without CODESIGN_IDENTITY the
# .dmg is made unsigned, for trials on that very Mac.
set -eu
cd "$(dirname "$0")/../.."
work=.local/build
python3.13 installers/build.py --prepare macos
python=$work/python/bin/python
arch=$(uname -m)
version=$("$python" -c "import sys; sys.path.insert(0, '.'); from installers.making.workshop import version; print(version())")

rm -rf "$work/macos"
mkdir -p "$work/macos/icons" dist
"$python" - "$work/macos" <<'PY'
import sys
from pathlib import Path

sys.path.insert(0, ".")
from installers.making import icons, our_files

work = Path(sys.argv[1])
our_files.copy(our_files.program_files(), work / "source")
our_files.copy(our_files.data_files(), work / "source")
icons.draw(work / "icons")
PY
PEPDESK_SOURCE=$PWD/$work/macos/source PEPDESK_VERSION=$version PEPDESK_ICON=$PWD/$work/macos/icons/pepdesk.icns \
    "$python" -m PyInstaller --noconfirm --clean --distpath "$work/macos/dist" --workpath "$work/macos/work" installers/macos/pepdesk.spec

app=$work/macos/dist/PepDesk.app
dmg=dist/PepDesk-$version-$arch.dmg
if [ -n "${CODESIGN_IDENTITY:-}" ]; then
    # from the inside out; --deep would sign with the wrong options
    find "$app" -type f \( -name '*.dylib' -o -name '*.so' \) -exec codesign --force --timestamp --options runtime -s "$CODESIGN_IDENTITY" {} +
    find "$app" -type d -name '*.framework' -exec codesign --force --timestamp --options runtime -s "$CODESIGN_IDENTITY" {} +
    codesign --force --timestamp --options runtime --entitlements installers/macos/entitlements.plist -s "$CODESIGN_IDENTITY" "$app"
    codesign --verify --deep --strict --verbose=2 "$app"
fi
hdiutil create -volname PepDesk -srcfolder "$app" -ov -format UDZO "$dmg" # keeps the frameworks' links, which a zip loses
if [ -n "${CODESIGN_IDENTITY:-}" ]; then
    codesign --timestamp -s "$CODESIGN_IDENTITY" "$dmg"
    xcrun notarytool submit "$dmg" --keychain-profile "${NOTARY_PROFILE:?name the profile stored by notarytool}" --wait
    xcrun stapler staple "$dmg"
    spctl --assess --type open --context context:primary-signature --verbose "$dmg"
fi
"$app/Contents/MacOS/PepDesk" demo "$work/macos/demo"
echo "$dmg"
