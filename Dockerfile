# One of Meridian's services, or the whole node, in a container. scripts/images builds them all; for one of them:
#   docker build --build-arg SERVICE=posts .
FROM eclipse-temurin:25-jre AS layers
LABEL org.meridian.stage=layers
ARG SERVICE
WORKDIR /unpacked
COPY services/${SERVICE}/target/programs/${SERVICE}-*-boot.jar service.jar
RUN java -Djarmode=tools -jar service.jar extract --layers --destination layers

FROM eclipse-temurin:25-jre
ARG SERVICE
# PostgreSQL, in the node's image, asks for its user's name.
RUN echo 'meridian:x:10001:10001::/data:/usr/sbin/nologin' >>/etc/passwd \
    && mkdir /data /meridian && chown 10001:10001 /data
WORKDIR /meridian
COPY config/containers/health config/containers/jvm.options ./
COPY --from=layers /unpacked/layers/dependencies/ ./
COPY --from=layers /unpacked/layers/spring-boot-loader/ ./
COPY --from=layers /unpacked/layers/snapshot-dependencies/ ./
COPY --from=layers /unpacked/layers/application/ ./
USER 10001:10001
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=5s --start-period=180s --retries=6 CMD ["/meridian/health"]
ENTRYPOINT ["java", "@/meridian/jvm.options"]
CMD ["-jar", "service.jar"]
