# What the scripts share. Sourced, not run.
#
# MERIDIAN_COUNTRIES  the network's nodes, in the order of their ports   (default: uk nz au us)
# MERIDIAN_DATA       where the nodes keep everything                    (default: data/ in the checkout)
# MERIDIAN_PORT_BASE  the first node answers on this port plus 1         (default: 8100)
# MERIDIAN_TLS        whether countries connect over TLS, true or false  (default: false)
# MERIDIAN_CLASSES    what is on a node's class path besides its own     (scripts/bench has calls of its own)

unset CDPATH        # with it, cd says where it went, and may go elsewhere
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
countries=${MERIDIAN_COUNTRIES:-uk nz au us}
data=${MERIDIAN_DATA:-$root/data}
port_base=${MERIDIAN_PORT_BASE:-8100}
target=$root/services/node/target
version=0.1.0-SNAPSHOT
jar=$target/programs/node-$version-boot.jar
replay_jar=$root/services/replay/target/programs/replay-$version-command.jar

die() { echo "$*" >&2; exit 1; }

case $root$data in
    *[,:#\"\']*) die "Neither the checkout nor MERIDIAN_DATA can lie in a folder with a comma, colon, hash or quote in its name." ;;
esac
command -v curl >/dev/null || die "Meridian's scripts need curl: install it (for example: apt-get install curl)."
mkdir -p "$data" 2>/dev/null || die "Cannot make the folder $data: give your user the right to write there, or set MERIDIAN_DATA."
data=$(cd "$data" && pwd -P)

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

# What people call a country: name_of COUNTRY.
name_of() {
    local name
    name=$(settings_of "$1" | sed -n "s/^meridian.country.$1.name: //p")
    echo "${name:-$1}"
}

# What nodes are told of a country, in lines that are YAML as well as properties: what people call it, whose public holidays
# it keeps, and in which zone others see its members' local times. Of another country they know no more than its alias says.
settings_of() {
    local name iso zone
    case $1 in
        uk) name="United Kingdom" iso=GB-ENG zone=Europe/London ;;
        nz) name="New Zealand" iso=NZ zone=Pacific/Auckland ;;
        au) name="Australia" iso=AU zone=Australia/Sydney ;;
        us) name="United States" iso=US zone=America/New_York ;;
        *) return ;;
    esac
    printf "meridian.country.$1.%s: %s\n" name "$name" iso "$iso" time-zone "$zone"
}

# Our images, and what containers need besides.
services="membership posts notifications replay operator web node"
base_image=eclipse-temurin:25-jre
third_party_images="apache/kafka:4.2.1 postgres:17 nginx:1.26 alpine/socat:1.8.0.3 greenmail/standalone:2.1.13"

need_docker() {
    command -v docker >/dev/null || die "Meridian's containers need Docker: install it (for example: apt-get install docker.io docker-compose-v2)."
    docker info >/dev/null 2>&1 || die "No Docker engine answers: start it, or give your user the right to use it (group docker)."
    docker compose version 2>/dev/null | grep -qE 'version v?([2-9]|[1-9][0-9])\.' || die "Meridian's containers need Docker Compose 2: install it (for example: apt-get install docker-compose-v2)."
}

# Why containers cannot be started here; nothing where they can.
without_containers() {
    local image
    (need_docker) 2>&1 || return 0
    for image in $base_image $third_party_images; do
        docker image inspect "$image" >/dev/null 2>&1 || docker pull -q "$image" >/dev/null 2>&1 \
            || { echo "The image $image is neither here nor can it be pulled."; return 0; }
    done
}

# Where Java's other tools are too: a JRE will not do.
find_java() {
    local candidate
    for candidate in "${JAVA_HOME:-}/bin/java" "$(command -v java)" /usr/lib/jvm/*/bin/java "$HOME"/.sdkman/candidates/java/*/bin/java; do
        candidate=$(readlink -f "$candidate")
        [ -x "$candidate" ] && [ -x "${candidate%/*}/javac" ] || continue
        "$candidate" -version 2>&1 | grep -m 1 " version \"" | grep -qE '"(2[5-9]|[3-9][0-9])' && { echo "$candidate"; return; }
    done
    die "Meridian needs a JDK 25: install one (for example temurin-25-jdk) or set JAVA_HOME, and run the command again."
}

# The process of a node, if it runs; a number that another process has taken over does not count.
pid_of() {
    local pid
    pid=$(cat "$data/$1/node.pid" 2>/dev/null) || return 1
    { tr "\0" " " <"/proc/$pid/cmdline"; } 2>/dev/null | grep -qF "$data/$1/node.yml" && echo "$pid"
}

# The first country that runs, or else the first.
first_running() {
    local country
    for country in $countries; do
        pid_of "$country" >/dev/null && { echo "$country"; return; }
    done
    echo "${countries%% *}"
}

healthy() { curl -fs --noproxy '*' -o /dev/null --max-time 2 "http://127.0.0.1:$(port_of "$1" http)/actuator/health"; }

# What goes on, in a line that moves; where nobody watches, a line of it now and then.
progress() {
    if [ -t 1 ]; then
        printf '\r\033[K%s … %s s ' "$1" $((SECONDS - begin))
    elif [ $((SECONDS - ${said:-$begin})) -ge 15 ]; then
        said=$SECONDS
        echo "$1 … $((SECONDS - begin)) s"
    fi
}

done_with() {
    [ -t 1 ] && printf '\r\033[K'
    echo "$1"
}

# Builds programs without what scripts/check is for, and says how far that is: run_maven PHASE MODULE.
run_maven() {
    local begin=$SECONDS said='' jdk maven fetched built
    jdk=$(find_java) || return 1
    : >"$data/build.log"
    (cd "$root" && JAVA_HOME=${jdk%/bin/java} exec mvn -B "$1" -Pprograms -T 2 -pl "$2,!platform/testing" -am) >"$data/build.log" 2>&1 9>&- &
    maven=$!
    trap 'kill $maven; exit 1' INT TERM HUP
    while kill -0 $maven 2>/dev/null; do
        fetched=$(grep -c '^\[INFO\] Downloaded' "$data/build.log")
        built=$(sed -n 's/^\[INFO\] Building .*\[\([0-9]*\)\/\([0-9]*\)\]$/part \1 of \2, /p' "$data/build.log" | tail -1)
        progress "Building: $built$fetched files fetched"
        sleep 0.5
    done
    wait $maven || die "The build failed; see $data/build.log: $(grep -m1 -E 'ERROR' "$data/build.log")"
    trap - INT TERM HUP
    done_with "Built in $((SECONDS - begin)) s; $(grep -c '^\[INFO\] Downloaded' "$data/build.log") files were fetched for it."
}

# Builds what is older than its sources, one build at a time; then does what it is told while nobody else builds.
package() {
    command -v mvn >/dev/null || die "Meridian is built with Maven 3.8.7 or newer: install it (for example: apt-get install maven)."
    mkdir -p "$target" || die "Cannot write in $target: give your user the right to."
    (
        flock 9
        if [ ! -e "$jar" ] || [ ! -e "$replay_jar" ] || [ -n "$(find "$root/pom.xml" "$root/schemas" "$root/platform" "$root/services" -newer "$jar" \
            \( -path '*/src/main/*' -o -name pom.xml \) -type f -print -quit)" ]; then
            run_maven package services/node
        fi
        "$@"
    ) 9>"$target/build.lock"
}

build() {
    package unpack || return 1
    app=$(app_folder)
}

# A folder for each build, so that a node that runs keeps the one that it was started from.
app_folder() { echo "$target/app-$(cksum <"$jar" | cut -d ' ' -f 1)"; }

unpack() {
    local old
    app=$(app_folder)
    if [ ! -e "$app" ]; then
        for old in "$target"/app-*; do
            pgrep -f "$old/" >/dev/null || rm -rf "$old"
        done
        rm -rf "$target/unpacking"
        "$java" -Djarmode=tools -jar "$jar" extract --destination "$target/unpacking" >"$data/build.log" 2>&1 \
            || die "$jar cannot be unpacked; see $data/build.log."
        "$java" -Djarmode=tools -jar "$replay_jar" extract --destination "$target/unpacking/replay" >"$data/build.log" 2>&1 \
            || die "$replay_jar cannot be unpacked; see $data/build.log."
        unpack_native || die "A library is missing in $replay_jar: delete it and run the command again."
        mv "$target/unpacking" "$app"
    fi
}

# Native libraries beside the classes: out of the jars, a replay would write 70 MB into TMPDIR at each start, and leave them
# there when it is killed.
unpack_native() (
    machine=$(uname -m | sed 's/x86_64/amd64/')
    cd "$target/unpacking/replay/lib" || exit 1
    duckdb=$(echo duckdb_jdbc-*.jar)
    unjar "$duckdb" org META-INF "libduckdb_java.so_linux_${machine/aarch64/arm64}" \
        && mv libduckdb_java.so_linux_* libduckdb_java.so \
        && "${java%/*}/jar" --create --no-manifest --file "$duckdb" org META-INF && rm -r org META-INF \
        && unjar lz4-java-*.jar "net/jpountz/util/linux/$machine" && mv net/jpountz/util/linux/*/*.so . && rm -r net
)

unjar() { "${java%/*}/jar" xf "$@"; }

# One secret for each pair of countries, made once; each node's folder has its own copies.
secret_of_pair() {
    local pair file
    pair=$(printf '%s\n' "$1" "$2" | LC_ALL=C sort | paste -sd-)
    file=$data/secrets/$pair
    if [ ! -s "$file" ]; then
        (umask 077; mkdir -p "$data/secrets"; od -An -N32 -tx1 /dev/urandom | tr -d ' \n' >"$file.new" && mv "$file.new" "$file")
    fi
    cat "$file"
}

# The folder of a country's certificates, which are made once.
certificates_of() {
    local folder=$data/certificates/$1
    [ -s "$folder/node.pem" ] || "$root/scripts/certs" "$folder" 127.0.0.1 >/dev/null || exit 1
    echo "$folder"
}

# What scripts/reader has written of a node's readers, which is as the node is to find it.
readers_of() { echo "$data/secrets/readers-of-$1"; }

configure() {
    local country=$1 peer tls='' authority=''
    [ "${MERIDIAN_TLS:-false}" = false ] || tls=$(certificates_of "$country") || exit 1
    # PostgreSQL may have to run as another user, who has to get through to its own folder.
    mkdir -p "$data/$country" && chmod 755 "$data/$country"
    (umask 077; mkdir -p "$data/$country/secrets")
    rm -f "$data/$country/secrets/"*
    {
        cat <<YML
# Written by scripts/up at every start.
server.port: $(port_of "$country" http)
spring.mail.port: $(port_of "$country" smtp)
meridian:
  node: $country
  demo: true
  public-url: http://127.0.0.1:$(port_of "$country" http)
  mail-from: Meridian $(name_of "$country") <no-reply@$country.meridian.example>
  operators: operator@$country.example
  analysts: analyst@$country.example
  embedded:
    data: "$data/$country"
    postgres-port: $(port_of "$country" postgres)
    kafka-port: $(port_of "$country" kafka)
    kafka-controller-port: $(port_of "$country" kafka-controller)
    kafka-peer-port: $(port_of "$country" kafka-peer)
YML
        [ -z "$tls" ] || echo "meridian.tls: {certificate: \"$tls/node.pem\", authority: \"$tls/authority.pem\", revoked: \"$tls/revoked.pem\"}"
        for peer in $countries; do
            settings_of "$peer"
            [ "$peer" = "$country" ] && continue
            [ -z "$tls" ] || authority=$(certificates_of "$peer")/authority.pem || exit 1
            cat <<YML
meridian.peers.$peer: {bootstrap: "127.0.0.1:$(port_of "$peer" kafka-peer)", url: "http://127.0.0.1:$(port_of "$peer" http)", authority: "$authority"}
YML
            (umask 077; secret_of_pair "$country" "$peer" >"$data/$country/secrets/meridian.peers.$peer.secret")
        done
    } >"$data/$country/node.yml"
    cp -p "$(readers_of "$country")"/* "$data/$country/secrets/" 2>/dev/null || true     # there may be none
}

# The JVM's optimising compiler pays off after minutes and takes a whole processor until then; where a node has less than
# two to itself, its people would wait for it. What a node does under full load for hours, it does a quarter slower without.
# compilers NODES: what to tell the JVM of each, when so many share this machine.
compilers() {
    [ "$(getconf _NPROCESSORS_ONLN)" -ge $((2 * $1)) ] || echo -XX:TieredStopAtLevel=1
}

# Starts a node in the background, one of NODES on this machine: start COUNTRY NODES [JVM flag …].
# Huge pages take a tenth off what a request costs. What it does not need at rest the heap gives back, and at once.
# What libraries put into the temporary folder, a kill leaves there.
start() {
    local country=$1 nodes=$2 temporary=$data/$1/tmp
    shift 2
    rm -rf "$temporary" && mkdir "$temporary"
    [ -e "$data/$country/node.log" ] && mv "$data/$country/node.log" "$data/$country/node.log.previous"
    setsid nohup "$java" "$@" $(compilers "$nodes") -Xms96m "-Xmx${MERIDIAN_HEAP:-320m}" -XX:+UseSerialGC -XX:+UseTransparentHugePages -XX:MaxMetaspaceSize=256m -Xss512k \
        -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30 -XX:-ShrinkHeapInSteps -XX:NewRatio=3 "-Djava.io.tmpdir=$temporary" \
        -Xlog:disable -Xlog:all=error:stderr -XX:+ExitOnOutOfMemoryError -XX:-CreateCoredumpOnCrash "-XX:ErrorFile=$data/$country/crash.log" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
        "-Djava.library.path=$app/replay/lib" \
        -cp "$app/$(basename "$jar"):$(echo "$app"/replay/lib/duckdb_jdbc-*.jar)${MERIDIAN_CLASSES:+:$MERIDIAN_CLASSES}" org.meridian.node.NodeApplication \
        "--spring.config.additional-location=file:$data/$country/node.yml" \
        "--spring.config.import=optional:configtree:$data/$country/secrets/" \
        >"$data/$country/node.log" 2>&1 </dev/null 9>&- &
    echo $! >"$data/$country/node.pid"
    # On a busy machine it may go on being a copy of this shell for a while, in which nobody would know a node.
    while cmp -s "/proc/$!/cmdline" /proc/$$/cmdline 2>/dev/null; do sleep 0.05; done
}

# How replay's program is run: replay_program COMMAND [JVM flag …] makes program=(…), to be called with WORD …
# To rebuild rows it needs the services' code, so it is the node's program then.
replay_program() {
    local classes=$app/replay/$(basename "$replay_jar") cache=$app/replay/replay.aot command=$1
    shift
    [ "$command" = rebuild ] && classes=$app/$(basename "$jar") && cache=""
    program=("$java" "-Xmx${MERIDIAN_REPLAY_HEAP:-400m}" -XX:+UseParallelGC -XX:+UseTransparentHugePages -XX:+ExitOnOutOfMemoryError -XX:-CreateCoredumpOnCrash
        --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Xlog:disable -Xlog:all=error:stderr
        "-Djava.library.path=$app/replay/lib" -cp "$classes")
    [ -e "$cache" ] && program+=("-XX:AOTCache=$cache")
    program+=("$@" org.meridian.replay.Replay)
}

# With what nobody else wants of the processors.
train_in_the_background() {
    local idle=(nice -n 19)
    [ ! -e "$app/node.aot" ] && ! training >/dev/null || return 0
    chrt --idle 0 true 2>/dev/null && idle=(chrt --idle 0)
    setsid nohup "${idle[@]}" "$root/scripts/train" >"$data/training.log" 2>&1 </dev/null &
    echo $! >"$data/training.pid"
    echo "Later starts will be quicker: what the JVM can learn for them, it learns in the background now, for a minute or two."
}

# The training that this network's scripts/up has begun, if it goes on.
training() {
    local pid
    pid=$(cat "$data/training.pid" 2>/dev/null) || return 1
    { tr "\0" " " <"/proc/$pid/cmdline"; } 2>/dev/null | grep -qF "$root/scripts/train" && echo "$pid"
}

stop_training() {
    local pid
    pid=$(training) && kill -- "-$pid" 2>/dev/null
    while training >/dev/null; do sleep 0.1; done
    rm -f "$data/training.pid"
}

# A node that was killed leaves its PostgreSQL behind; it is ours if it runs on this node's folder.
stop_postgres() {
    local pid
    pid=$(head -1 "$data/$1/postgres/data/postmaster.pid" 2>/dev/null) || return 0
    { tr '\0' ' ' <"/proc/$pid/cmdline"; } 2>/dev/null | grep -qF "$data/$1/postgres" || return 0
    kill -INT "$pid" 2>/dev/null
    for _ in $(seq 100); do
        [ -e "/proc/$pid" ] || break
        sleep 0.1
    done
}
