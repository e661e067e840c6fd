# What the scripts share. Sourced, not run.
#
# MERIDIAN_COUNTRIES  the network's nodes, in the order of their ports   (default: uk nz au us)
# MERIDIAN_DATA       where the nodes keep everything                    (default: data/ in the checkout)
# MERIDIAN_PORT_BASE  the first node answers on this port plus 1         (default: 8100)

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
countries=${MERIDIAN_COUNTRIES:-uk nz au us}
data=${MERIDIAN_DATA:-$root/data}
port_base=${MERIDIAN_PORT_BASE:-8100}
jar=$root/services/node/target/node-0.1.0-SNAPSHOT-boot.jar
app=$root/services/node/target/app

die() { echo "$*" >&2; exit 1; }

mkdir -p "$data" 2>/dev/null || die "Cannot make the folder $data: give your user the right to write there, or set MERIDIAN_DATA."
data=$(cd "$data" && pwd)

# A node's place in the network, from 1 on.
place_of() {
    local place=0 country
    for country in $countries; do
        place=$((place + 1))
        [ "$country" = "$1" ] && { echo $place; return; }
    done
    die "There is no country '$1' in this network; it has: $countries."
}

# The port NAME of a node; one row of ports a thousand apart each, so that two networks only need another base.
port_of() {
    local place
    place=$(place_of "$1") || exit 1
    case $2 in
        http) echo $((port_base + place)) ;;
        kafka-peer) echo $((port_base + 1000 + place)) ;;
        kafka) echo $((port_base + 2000 + place)) ;;
        kafka-controller) echo $((port_base + 3000 + place)) ;;
        postgres) echo $((port_base + 4000 + place)) ;;
        smtp) echo $((port_base + 5000 + place)) ;;
    esac
}

find_java() {
    local candidate
    for candidate in "${JAVA_HOME:-}/bin/java" "$(command -v java)" /usr/lib/jvm/*/bin/java "$HOME"/.sdkman/candidates/java/*/bin/java; do
        [ -x "$candidate" ] || continue
        "$candidate" -version 2>&1 | head -1 | grep -qE '"(2[5-9]|[3-9][0-9])' && { echo "$candidate"; return; }
    done
    die "Meridian needs a JDK 25: install one (for example temurin-25-jdk) or set JAVA_HOME, and run the command again."
}

# The process of a node, if it runs; a number that another process has taken over does not count.
pid_of() {
    local pid
    pid=$(cat "$data/$1/node.pid" 2>/dev/null) || return 1
    { tr "\0" " " <"/proc/$pid/cmdline"; } 2>/dev/null | grep -qF "$data/$1/node.yml" && echo "$pid"
}

healthy() { curl -fs -o /dev/null --max-time 2 "http://127.0.0.1:$(port_of "$1" http)/actuator/health"; }

# Builds what is older than its sources, one build at a time.
build() {
    command -v mvn >/dev/null || die "Meridian is built with Maven 3.8.7 or newer: install it (for example: apt-get install maven)."
    mkdir -p "$root/services/node/target"
    (
        flock 9
        if [ ! -e "$jar" ] || [ -n "$(find "$root/pom.xml" "$root/schemas" "$root/services" -newer "$jar" \
            \( -path '*/src/main/*' -o -name pom.xml \) -type f -print -quit)" ]; then
            echo "Building …"
            (cd "$root" && mvn -B -q package -DskipTests -pl services/node -am) >"$data/build.log" 2>&1 \
                || die "The build failed; see $data/build.log: $(grep -m1 -E 'ERROR' "$data/build.log")"
        fi
        if [ ! -e "$app/lib" ] || [ "$jar" -nt "$app/lib" ]; then
            rm -rf "$app" "$app.new"
            "$java" -Djarmode=tools -jar "$jar" extract --destination "$app.new" >/dev/null
            touch "$app.new/lib"
            mv "$app.new" "$app"
        fi
    ) 9>"$root/services/node/target/build.lock"
}
