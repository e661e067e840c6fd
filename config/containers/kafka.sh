#!/usr/bin/env bash
# Starts the broker as Kafka's image does, under an id that says whose cluster it is and that its volume keeps.
set -eu
found=$(sed -n 's/^cluster.id=//p' /var/lib/kafka/data/meta.properties 2>/dev/null || true)
case $found in
    "" | "$MERIDIAN_NODE".*) ;;
    *) echo "This volume has the Kafka of another country, with the cluster id $found: put $MERIDIAN_NODE's own there." >&2; exit 1 ;;
esac
export CLUSTER_ID=${found:-$MERIDIAN_NODE.$(head -c 16 /dev/urandom | base64 | tr '+/' '-_' | tr -d =)}
# The image copies its own settings, with their rights, and writes into the copies.
chmod -f u+w /etc/kafka/docker/*.properties /etc/kafka/docker/*.yaml /opt/kafka/config/* || true
exec /etc/kafka/docker/run
