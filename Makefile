# make           builds heddle: ./heddle then works
# make demo      shows it at work on three hosts of a lab on this machine (root)
# make sim       replays a seed of the simulation (SEED=7, COUNT=100 for so many from there on)
# make test      all checks and tests (under 20 minutes); make soak: the long sizes
export JAVA_HOME := $(shell scripts/find-java 2>/dev/null || true)
MVN := mvn -B -ntp
SOURCES := $(shell git ls-files -- '*.java' '*.xml' '*.yaml' '*.sql' 2>/dev/null) scripts/assemble scripts/RenewClasses.java
BUILT := cli/target/dist/classpath

.PHONY: build demo sim test soak bench golden-update lab-down clean check packages java

build: $(BUILT)

$(BUILT): $(SOURCES) | java
	$(MVN) -q package -DskipTests
	scripts/assemble

java:
	@scripts/find-java >/dev/null || scripts/install-packages jdk

packages:
	@scripts/install-packages lab

demo: packages build
	scripts/demo

# Format, compiler warnings, null safety, architecture and unit tests: what needs neither root nor Open vSwitch.
check: java
	$(MVN) verify -Dtest.excludedGroups=ovs,lab,soak

test: packages java
	scripts/test

soak: packages build
	$(MVN) verify -Dtest.groups=soak -Dtest.excludedGroups= -Dsoak=true

bench: packages build
	scripts/bench

sim: build
	@"$$(scripts/find-java)/bin/java" -XX:+UseSerialGC -Xmx1g --enable-native-access=ALL-UNNAMED \
		--sun-misc-unsafe-memory-access=allow -Dlogback.configurationFile=dev/heddle/simulator/whole/logback.xml \
		-cp "$$(cat cli/target/dist/classpath)" dev.heddle.simulator.whole.Main $(or $(SEED),0) $(or $(COUNT),1)

golden-update: java
	$(MVN) -q test -pl compiler -am -Dgolden.update=true -Dtest='*Golden*,PipelineDocTest' -Dsurefire.failIfNoSpecifiedTests=false
	$(MVN) -q test -pl simulator -am -Dgolden.update=true -Dtest=PlantedBugsTest -Dsurefire.failIfNoSpecifiedTests=false

lab-down: build
	./heddle lab down

clean:
	$(MVN) -q clean
